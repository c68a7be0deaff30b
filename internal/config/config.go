// Package config reads the one file that says how a desk runs, and the
// environment, which wins over it.
//
// Layer: L3. Every key has a value that will do, an unknown one is refused with
// its place, and all are checked before anything starts. The package knows
// nothing of what the values are for.
package config

import (
	"bytes"
	"errors"
	"fmt"
	"math"
	"net"
	"net/url"
	"os"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/pelletier/go-toml/v2"

	"github.com/wiredesk/wiredesk"
)

// A Config is how a desk runs. docs/configuration.md says what each key does.
type Config struct {
	Store   Store   `toml:"store"`
	Run     Run     `toml:"run"`
	Stories Stories `toml:"stories"`
	Writer  Writer  `toml:"writer"`

	Feeds    Feeds    `toml:"feeds"`
	Miniflux Miniflux `toml:"miniflux"`

	Serve    Serve    `toml:"serve"`
	Webhooks Webhooks `toml:"webhooks"`
}

// Store says where reports are kept.
type Store struct {
	Path    string `toml:"path"`     // the file
	MinFree Size   `toml:"min_free"` // bytes of the disk that stay free; 0 means 1 GiB or a twentieth, whichever is more
}

// Run says what `wiredesk run` does.
type Run struct {
	Watch    []string `toml:"watch"`    // folders whose files are taken in
	Interval Duration `toml:"interval"` // between two looks into them
}

// Stories says how stories are written.
type Stories struct {
	Facts          string `toml:"facts"`           // auto, always or never
	FactsDocuments int    `toml:"facts_documents"` // with auto: up to how many reports of a story
	Rules          string `toml:"rules"`           // a file of rules that are laid over the grouping
}

// Writer says who writes beside the rules.
type Writer struct {
	LLM LLM `toml:"llm"`
}

// LLM says which language model may word sentences anew; none if URL is "".
type LLM struct {
	URL         string `toml:"url"`
	Model       string `toml:"model"`
	Key         string `toml:"key" secret:"yes"`
	AllowRemote bool   `toml:"allow_remote"` // it may be another machine
}

// Webhooks says who is told of events.
type Webhooks struct {
	File string `toml:"file"` // TOML, a table [[webhook]] for each receiver; "" for none
}

// Serve says how `wiredesk serve` stands.
type Serve struct {
	Addr        string   `toml:"addr"`        // where it listens
	Hosts       []string `toml:"hosts"`       // names under which browsers call it
	Anonymous   string   `toml:"anonymous"`   // what somebody unknown may: auto, none, reader
	Proxied     bool     `toml:"proxied"`     // a proxy of ours stands in front and does TLS
	Certificate string   `toml:"certificate"` // files for TLS; "" for none
	Key         string   `toml:"key"`
	Base        string   `toml:"base"` // the address at which readers reach it
	Desk        bool     `toml:"desk"` // the desk runs in the same process
}

// Default returns what holds where nothing is said.
func Default() Config {
	return Config{
		Store:   Store{Path: "wiredesk.db"},
		Run:     Run{Watch: []string{}, Interval: Duration(30 * time.Second)},
		Stories: Stories{Facts: "auto", FactsDocuments: 400},
		Feeds:   Feeds{Interval: Duration(15 * time.Minute), Pages: 100, AtOnce: 8, Delay: Duration(time.Second)},
		Serve:   Serve{Addr: "127.0.0.1:8080", Hosts: []string{}, Anonymous: "auto", Desk: true},
	}
}

// A Duration is a span of time, such as "30s" or "5m".
type Duration time.Duration

// UnmarshalText reads what [time.ParseDuration] reads.
func (d *Duration) UnmarshalText(b []byte) error {
	v, err := time.ParseDuration(string(b))
	*d = Duration(v)
	return err
}

// MarshalText writes it as [time.Duration.String] does.
func (d Duration) MarshalText() ([]byte, error) { return []byte(time.Duration(d).String()), nil }

// A Size is a number of bytes, such as "500 MiB", "2GiB" or "0".
type Size int64

// UnmarshalText reads a number with or without a unit.
func (s *Size) UnmarshalText(b []byte) error {
	text := strings.TrimSpace(string(b))
	n := strings.TrimRight(text, "BKMGTi ")
	factor, ok := map[string]int64{"": 1, "B": 1, "KiB": 1 << 10, "MiB": 1 << 20, "GiB": 1 << 30, "TiB": 1 << 40}[strings.TrimSpace(text[len(n):])]
	v, err := strconv.ParseInt(n, 10, 64)
	if !ok || err != nil || v < 0 || v > math.MaxInt64/factor {
		return fmt.Errorf("%q is no size, such as 500 MiB", text)
	}
	*s = Size(v * factor)
	return nil
}

// MarshalText writes the largest unit that leaves a whole number.
func (s Size) MarshalText() ([]byte, error) {
	for _, u := range []struct {
		name string
		n    int64
	}{{"TiB", 1 << 40}, {"GiB", 1 << 30}, {"MiB", 1 << 20}, {"KiB", 1 << 10}} {
		if s > 0 && int64(s)%u.n == 0 {
			return fmt.Appendf(nil, "%d %s", int64(s)/u.n, u.name), nil
		}
	}
	return strconv.AppendInt(nil, int64(s), 10), nil
}

// Prefix begins the names of the variables that set keys.
const Prefix = "WIREDESK_"

// notKeys are variables with the prefix that set no key.
var notKeys = []string{Prefix + "CONFIG", Prefix + "DATA"}

// Load returns the configuration in the file at path ("" for none), under the
// variables of environ, which are as [os.Environ] has them. It fails with
// [wiredesk.ErrInvalid] for a key or variable that does not exist, and for a
// value that will not do; with [wiredesk.ErrNotFound] if there is no such file.
func Load(path string, environ []string) (Config, error) {
	c := Default()
	if path != "" {
		if err := c.file(path); err != nil {
			return c, err
		}
	}
	if err := c.environ(environ); err != nil {
		return c, err
	}
	return c, c.check()
}

func (c *Config) file(path string) error {
	b, err := os.ReadFile(path)
	if errors.Is(err, os.ErrNotExist) {
		return fmt.Errorf("%s: %w: no such file", path, wiredesk.ErrNotFound)
	}
	if err != nil {
		return err
	}
	if len(b) > wiredesk.MaxFile {
		return fmt.Errorf("%s: %w: more than %d bytes", path, wiredesk.ErrTooLarge, wiredesk.MaxFile)
	}
	err = toml.NewDecoder(bytes.NewReader(b)).DisallowUnknownFields().Decode(c)
	var unknown *toml.StrictMissingError
	var bad *toml.DecodeError
	switch {
	case errors.As(err, &unknown):
		first := &unknown.Errors[0]
		row, _ := first.Position()
		return fmt.Errorf("%s:%d: %w: there is no key %s", path, row, wiredesk.ErrInvalid, strings.Join(first.Key(), "."))
	case errors.As(err, &bad):
		row, _ := bad.Position()
		why, _, mistyped := strings.Cut(strings.TrimPrefix(bad.Error(), "toml: "), " into struct field ") // of ours, which nobody knows
		if mistyped {
			why = strings.Join(bad.Key(), ".") + ": " + why + ": another type is wanted, as that of the default"
		}
		return fmt.Errorf("%s:%d: %w: %s", path, row, wiredesk.ErrInvalid, why)
	case err != nil:
		return fmt.Errorf("%s: %w: %v", path, wiredesk.ErrInvalid, err)
	}
	return nil
}

// A Key is one setting.
type Key struct {
	Name     string // as in the file: store.path
	Variable string // WIREDESK_STORE_PATH
	Value    string // as in the file; of a secret no more than that there is one
	at       reflect.Value
}

// Keys returns every key with its default, in the order of the file.
func Keys() []Key {
	c := Default()
	return c.keys()
}

// Values returns every key with its value in c.
func (c *Config) Values() []Key { return c.keys() }

func (c *Config) keys() []Key {
	return appendKeys(nil, "", reflect.ValueOf(c).Elem())
}

// appendKeys appends the keys of a table and of the tables in it.
func appendKeys(out []Key, table string, fields reflect.Value) []Key {
	for i := range fields.NumField() {
		name := table + fields.Type().Field(i).Tag.Get("toml")
		v := fields.Field(i)
		if v.Kind() == reflect.Struct {
			out = appendKeys(out, name+".", v)
			continue
		}
		b, err := toml.Marshal(map[string]any{"x": v.Interface()})
		if err != nil {
			panic(err) // plain values of our own
		}
		_, text, _ := strings.Cut(strings.TrimSpace(string(b)), " = ")
		if fields.Type().Field(i).Tag.Get("secret") != "" && !v.IsZero() {
			text = "(not shown)"
		}
		out = append(out, Key{name, Prefix + strings.ToUpper(strings.ReplaceAll(name, ".", "_")), text, v})
	}
	return out
}

// environ sets keys by variables. One with the prefix that sets none is
// refused: it would be a slip of the pen.
func (c *Config) environ(environ []string) error {
	keys := c.keys()
	for _, e := range slices.Sorted(slices.Values(environ)) {
		name, text, _ := strings.Cut(e, "=")
		if !strings.HasPrefix(name, Prefix) || slices.Contains(notKeys, name) {
			continue
		}
		i := slices.IndexFunc(keys, func(k Key) bool { return k.Variable == name })
		if i < 0 {
			return fmt.Errorf("%w: the variable %s sets no key", wiredesk.ErrInvalid, name)
		}
		if err := set(keys[i].at, text); err != nil {
			return fmt.Errorf("%s: %w: %v", name, wiredesk.ErrInvalid, err)
		}
	}
	return nil
}

// set reads text into v. A list is apart by colons or whatever the system puts
// between paths.
func set(v reflect.Value, text string) error {
	switch p := v.Addr().Interface().(type) {
	case interface{ UnmarshalText([]byte) error }:
		return p.UnmarshalText([]byte(text))
	case *string:
		*p = text
	case *[]string:
		*p = strings.FieldsFunc(text, func(r rune) bool { return r == os.PathListSeparator })
	case *bool:
		on, err := strconv.ParseBool(text)
		*p = on
		return err
	case *int:
		n, err := strconv.Atoi(text)
		*p = n
		return err
	default:
		panic(fmt.Sprintf("no way to set %T", p))
	}
	return nil
}

// check refuses values that will not do.
func (c *Config) check() error {
	for _, k := range c.keys() {
		if d, ok := k.at.Interface().(Duration); ok && d > 0 && d < Duration(time.Millisecond) {
			return fmt.Errorf("%s: %w: %d has no unit: \"%ds\" are so many seconds", k.Name, wiredesk.ErrInvalid, int64(d), int64(d))
		}
	}
	switch {
	case c.Store.Path == "":
		return fmt.Errorf("store.path: %w: it must name a file", wiredesk.ErrInvalid)
	case time.Duration(c.Run.Interval) < 100*time.Millisecond:
		return fmt.Errorf("run.interval: %w: %v is too short, 100ms is the least", wiredesk.ErrInvalid, time.Duration(c.Run.Interval))
	case !slices.Contains([]string{"auto", "always", "never"}, c.Stories.Facts):
		return fmt.Errorf("stories.facts: %w: %q is not auto, always or never", wiredesk.ErrInvalid, c.Stories.Facts)
	case c.Stories.FactsDocuments < 1:
		return fmt.Errorf("stories.facts_documents: %w: %d is less than 1", wiredesk.ErrInvalid, c.Stories.FactsDocuments)
	}
	return errors.Join(c.Feeds.check(), c.Miniflux.check(), c.Serve.Check())
}

// Check refuses values that will not do.
func (s *Serve) Check() error {
	_, _, err := net.SplitHostPort(s.Addr)
	switch {
	case err != nil:
		return fmt.Errorf("serve.addr: %w: %q is no address such as 127.0.0.1:8080", wiredesk.ErrInvalid, s.Addr)
	case !slices.Contains([]string{"auto", "none", "reader"}, s.Anonymous):
		return fmt.Errorf("serve.anonymous: %w: %q is not auto, none or reader", wiredesk.ErrInvalid, s.Anonymous)
	case (s.Certificate == "") != (s.Key == ""):
		return fmt.Errorf("serve.certificate, serve.key: %w: one goes with the other", wiredesk.ErrInvalid)
	case s.Base != "" && !isSite(s.Base):
		return fmt.Errorf("serve.base: %w: %q is no address such as https://desk.example", wiredesk.ErrInvalid, s.Base)
	}
	return nil
}

// isSite reports whether s is an address that others can be put behind.
func isSite(s string) bool {
	u, err := url.Parse(s)
	return err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Host != "" && u.User == nil && u.RawQuery == "" && u.Fragment == ""
}
