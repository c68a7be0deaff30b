package render

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"reflect"
	"regexp"

	"github.com/wiredesk/wiredesk"
)

// JSON writes r in the form of docs/formats/brief.md: indented, characters as
// they are, lists of numbers on one line, a list without members as [] and
// never as null, and one line feed at the end. It leaves out the documents'
// texts and the reasons of stories, unless o asks for them.
func JSON(w io.Writer, r *wiredesk.Result, o Options) error {
	c := filled(reflect.ValueOf(r)).Interface().(*wiredesk.Result)
	if !o.WithText {
		for _, d := range c.Documents {
			d.Text = ""
		}
	}
	if !o.Explain {
		for i := range c.Stories {
			c.Stories[i].Explain = nil
		}
	}
	return encode(w, c)
}

// marshaler is the type of values that write themselves.
var marshaler = reflect.TypeFor[json.Marshaler]()

// filled returns a deep copy of v in which no slice is nil. Values that write
// themselves are taken over as they are.
func filled(v reflect.Value) reflect.Value {
	if v.Type().Implements(marshaler) {
		return v
	}
	switch v.Kind() {
	case reflect.Pointer:
		if v.IsNil() {
			return v
		}
		c := reflect.New(v.Type().Elem())
		c.Elem().Set(filled(v.Elem()))
		return c
	case reflect.Slice:
		c := reflect.MakeSlice(v.Type(), v.Len(), v.Len())
		for i := range v.Len() {
			c.Index(i).Set(filled(v.Index(i)))
		}
		return c
	case reflect.Struct:
		c := reflect.New(v.Type()).Elem()
		c.Set(v)
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				c.Field(i).Set(filled(v.Field(i)))
			}
		}
		return c
	}
	return v
}

// numbers matches an indented list of whole numbers. No string of JSON holds a
// line feed, so it matches in none.
var numbers = regexp.MustCompile(`\[\n\s+-?\d+(?:,\n\s+-?\d+)*\n\s+\]`)

// encode writes v as indented JSON.
func encode(w io.Writer, v any) error {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", " ")
	if err := e.Encode(v); err != nil {
		return fmt.Errorf("json: %w", err)
	}
	_, err := w.Write(numbers.ReplaceAllFunc(b.Bytes(), func(m []byte) []byte {
		return bytes.Join(bytes.Fields(m), nil)
	}))
	return err
}

// encodeSafe writes v as indented JSON that may stand in a script element of a
// page: it holds no "<", ">" or "&".
func encodeSafe(w io.Writer, v any) error {
	e := json.NewEncoder(w)
	e.SetIndent("", " ")
	if err := e.Encode(v); err != nil {
		return fmt.Errorf("json: %w", err)
	}
	return nil
}
