package archtest

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strconv"
	"strings"
)

// A tree is the code of the module.
type tree struct {
	fset     *token.FileSet
	packages map[string][]*ast.File // by folder; "" is the root
	broken   []string
}

// check returns what breaks a rule in the module in fsys, one line each.
func check(fsys fs.FS) ([]string, error) {
	t := &tree{fset: token.NewFileSet(), packages: map[string][]*ast.File{}}
	err := fs.WalkDir(fsys, ".", func(name string, d fs.DirEntry, err error) error {
		switch base := path.Base(name); {
		case err != nil:
			return err
		case d.IsDir() && name != "." && (base == "testdata" || strings.HasPrefix(base, ".") || strings.HasPrefix(base, "_")):
			return fs.SkipDir
		case d.IsDir() && name != "." && exists(fsys, path.Join(name, "go.mod")):
			return fs.SkipDir // another module
		case d.IsDir() || !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go"):
			return nil
		}
		return t.parse(fsys, name)
	})
	if err != nil {
		return nil, err
	}
	for _, dir := range slices.Sorted(maps.Keys(t.packages)) {
		t.check(dir, t.packages[dir])
	}
	return t.broken, nil
}

func exists(fsys fs.FS, name string) bool {
	_, err := fs.Stat(fsys, name)
	return err == nil
}

func (t *tree) parse(fsys fs.FS, name string) error {
	b, err := fs.ReadFile(fsys, name)
	if err != nil {
		return err
	}
	f, err := parser.ParseFile(t.fset, name, b, parser.ParseComments)
	if err != nil {
		return err
	}
	dir := strings.TrimPrefix(path.Dir(name), ".")
	t.packages[dir] = append(t.packages[dir], f)
	return nil
}

// fail records a broken rule at a place of the code.
func (t *tree) fail(at token.Pos, format string, args ...any) {
	p := t.fset.Position(at)
	t.broken = append(t.broken, fmt.Sprintf("%s:%d: %s", p.Filename, p.Line, fmt.Sprintf(format, args...)))
}

func (t *tree) check(dir string, files []*ast.File) {
	here, ok := places[dir]
	if !ok {
		t.fail(files[0].Pos(), "package %q stands in no layer: give it a line in places", dir)
		return
	}
	vars := packageVars(files)
	for _, f := range files {
		for _, i := range f.Imports {
			imp, err := strconv.Unquote(i.Path.Value)
			if err != nil {
				t.fail(i.Pos(), "%v", err)
				continue
			}
			t.arrow(i.Pos(), dir, here, imp)
		}
		if here.layer <= pure {
			t.calls(f)
		}
		if !ast.IsGenerated(f) {
			t.state(f, vars)
		}
	}
}

// arrow checks one import.
func (t *tree) arrow(at token.Pos, dir string, here place, imp string) {
	to, own := strings.CutPrefix(imp, module)
	to = strings.TrimPrefix(to, "/")
	if !own {
		t.foreign(at, dir, here, imp)
	}
	for _, b := range never {
		if b.from == dir && (own && covers(b.to, to) || !own && b.to == thirdParty && strings.Contains(strings.Split(imp, "/")[0], ".")) {
			t.fail(at, "%s must not import %s: %s", dir, imp, b.reason)
		}
	}
	if !own {
		return
	}
	if to == "internal/sample" || to == "internal/desktest" || to == "internal/costtest" {
		t.fail(at, "imports %s, which is for tests alone", imp)
	}
	there, ok := places[to]
	switch {
	case !ok:
		t.fail(at, "imports %s, which stands in no layer", imp)
	case there.layer > here.layer:
		t.fail(at, "L%d imports %s (L%d): arrows go down only", here.layer, imp, there.layer)
	case there.layer == here.layer && !slices.Contains(here.peers, to):
		t.fail(at, "imports %s of its own layer, L%d", imp, here.layer)
	}
}

// foreign checks the import of a package that is not of the module.
func (t *tree) foreign(at token.Pos, dir string, here place, imp string) {
	if here.layer < cmd && slices.Contains(cmdOnly, imp) && cmdOnlyBut[imp] != dir {
		t.fail(at, "imports %s, which only L%d may", imp, cmd)
	}
	if here.layer > pure {
		return
	}
	for _, bad := range impure {
		if _, listed := impureCalls[imp]; !listed && (imp == bad || bad != "net" && covers(bad, imp)) {
			t.fail(at, "L%d imports %s: it does no I/O and uses no randomness", here.layer, imp)
			return
		}
	}
}

// covers reports whether pkg is dir or below it. The root covers itself only.
func covers(dir, pkg string) bool {
	return pkg == dir || dir != "" && strings.HasPrefix(pkg, dir+"/")
}

// calls finds uses of clocks and of randomness without a seed.
func (t *tree) calls(f *ast.File) {
	names := map[string]string{} // as the file calls a package: its path
	for _, i := range f.Imports {
		imp, _ := strconv.Unquote(i.Path.Value)
		switch {
		case impureCalls[imp] == nil:
		case i.Name == nil && imp == "math/rand/v2":
			names["rand"] = imp
		case i.Name == nil:
			names[imp] = imp
		case i.Name.Name == ".":
			t.fail(i.Pos(), "imports %s with a dot, which hides what is used of it", imp)
		default:
			names[i.Name.Name] = imp
		}
	}
	ast.Inspect(f, func(n ast.Node) bool {
		s, ok := n.(*ast.SelectorExpr)
		if !ok {
			return true
		}
		if x, ok := s.X.(*ast.Ident); ok && x.Obj == nil && slices.Contains(impureCalls[names[x.Name]], s.Sel.Name) {
			t.fail(s.Pos(), "uses %s.%s: clocks and chance come in as values", x.Name, s.Sel.Name)
		}
		return true
	})
}
