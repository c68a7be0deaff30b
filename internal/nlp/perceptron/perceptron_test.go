package perceptron_test

import (
	"bytes"
	"errors"
	"testing"

	"github.com/wiredesk/wiredesk/internal/nlp/perceptron"
)

// learn trains a model of two features that tell three classes apart.
func learn(t *testing.T) *perceptron.Model {
	t.Helper()
	tr := perceptron.NewTrainer(3)
	scores := make([]int32, 3)
	for i := range 300 {
		class := i % 3
		keys := example(class)
		tr.Score(keys, scores)
		if got := best(scores); got != class {
			tr.Update(keys, class, 1)
			tr.Update(keys, got, -1)
		}
		tr.Step()
	}
	m, err := tr.Freeze(perceptron.Prune{})
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func example(class int) []perceptron.Key {
	return []perceptron.Key{
		perceptron.Hash(1, uint64(class/2), 0, 0),
		perceptron.Hash(2, uint64(class%2), 0, 0),
		perceptron.Hash(3, 0, 0, 0),
	}
}

func best(scores []int32) int {
	b := 0
	for i, s := range scores {
		if s > scores[b] {
			b = i
		}
	}
	return b
}

func TestFrozenModelKeepsWhatItLearned(t *testing.T) {
	m := learn(t)
	var s perceptron.Scratch
	scores := make([]int32, 3)
	for class := range 3 {
		m.Score(example(class), scores, &s)
		if got := best(scores); got != class {
			t.Errorf("class %d: got %d, scores %v", class, got, scores)
		}
	}
	m.Score([]perceptron.Key{perceptron.Hash(9, 9, 9, 9)}, scores, &s)
	if scores[0] != 0 || scores[1] != 0 || scores[2] != 0 {
		t.Errorf("an unknown feature scored %v", scores)
	}
}

func TestBytesAreTheSameEachTime(t *testing.T) {
	a, b := learn(t).Append(nil), learn(t).Append(nil)
	if !bytes.Equal(a, b) {
		t.Error("two trainings gave different bytes")
	}
	m, rest, err := perceptron.Read(append(a, "more"...))
	if err != nil || string(rest) != "more" {
		t.Fatalf("Read: rest %q, err %v", rest, err)
	}
	if !bytes.Equal(m.Append(nil), a) {
		t.Error("Read then Append changed the bytes")
	}
}

func TestReadRefusesBrokenBytes(t *testing.T) {
	whole := learn(t).Append(nil)
	for n := range whole {
		if _, _, err := perceptron.Read(whole[:n]); !errors.Is(err, perceptron.ErrFormat) {
			t.Fatalf("%d of %d bytes: err %v, want ErrFormat", n, len(whole), err)
		}
	}
}

func TestLargestWeightIsNotClipped(t *testing.T) {
	tr := perceptron.NewTrainer(2)
	big, small := perceptron.Hash(1, 0, 0, 0), perceptron.Hash(2, 0, 0, 0)
	tr.Update([]perceptron.Key{big}, 0, 5000)
	tr.Update([]perceptron.Key{small}, 1, 2)
	tr.Step()
	m, err := tr.Freeze(perceptron.Prune{})
	if err != nil {
		t.Fatal(err)
	}
	var s perceptron.Scratch
	scores := make([]int32, 2)
	m.Score([]perceptron.Key{big, small}, scores, &s)
	if scores[0] != 5_000_000 || scores[1] <= 0 {
		t.Errorf("scores %v, want 5000000 and more than 0", scores)
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte{1, 3, 1, 1})
	f.Fuzz(func(t *testing.T, b []byte) {
		if m, _, err := perceptron.Read(b); err == nil && m.Classes() > perceptron.MaxClasses {
			t.Errorf("%d classes", m.Classes())
		}
	})
}
