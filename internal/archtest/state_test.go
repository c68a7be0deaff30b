package archtest

import (
	"go/ast"
	"go/token"
	"slices"
	"strings"
)

// packageVars returns the variables of a package, by name.
func packageVars(files []*ast.File) map[string]*ast.ValueSpec {
	vars := map[string]*ast.ValueSpec{}
	for _, f := range files {
		for _, s := range varSpecs(f) {
			for _, n := range s.spec.Names {
				vars[n.Name] = s.spec
			}
		}
	}
	return vars
}

// A varSpec is a declaration of package variables.
type varSpec struct {
	spec     *ast.ValueSpec
	embedded bool // its value comes from a file
}

func varSpecs(f *ast.File) []varSpec {
	var out []varSpec
	for _, d := range f.Decls {
		g, ok := d.(*ast.GenDecl)
		if !ok || g.Tok != token.VAR {
			continue
		}
		for _, s := range g.Specs {
			v := s.(*ast.ValueSpec)
			out = append(out, varSpec{v, embeds(g.Doc) || embeds(v.Doc)})
		}
	}
	return out
}

func embeds(doc *ast.CommentGroup) bool {
	return doc != nil && slices.ContainsFunc(doc.List, func(c *ast.Comment) bool { return strings.HasPrefix(c.Text, "//go:embed ") })
}

// state finds init functions, package variables that are more than a name for
// something fixed, and writes to package variables.
func (t *tree) state(f *ast.File, vars map[string]*ast.ValueSpec) {
	for _, d := range f.Decls {
		if fn, ok := d.(*ast.FuncDecl); ok && fn.Recv == nil && fn.Name.Name == "init" {
			t.fail(fn.Pos(), "has an init function: main wires what must be wired")
		}
	}
	for _, s := range varSpecs(f) {
		for i, n := range s.spec.Names {
			if n.Name != "_" && !s.embedded && (i >= len(s.spec.Values) || !fixed(s.spec.Values[i])) {
				t.fail(n.Pos(), "package variable %s is neither an error, a pattern nor a table of literals", n.Name)
			}
		}
	}
	t.writes(f, vars)
}

// fixed reports whether e makes an error, a pattern, or a table of literals.
func fixed(e ast.Expr) bool {
	switch e := e.(type) {
	case *ast.CompositeLit:
		s, ok := e.Type.(*ast.SelectorExpr)
		return !ok || !slices.Contains([]string{"sync", "atomic"}, name(s.X))
	case *ast.CallExpr:
		fun := e.Fun
		if i, ok := fun.(*ast.IndexExpr); ok {
			fun = i.X // a type argument
		}
		if s, ok := fun.(*ast.SelectorExpr); ok {
			return slices.Contains(makers, name(s.X)+"."+s.Sel.Name)
		}
		return len(e.Args) > 0 && !slices.ContainsFunc(e.Args, func(a ast.Expr) bool { return !literal(a) })
	}
	return false
}

func literal(e ast.Expr) bool {
	switch e.(type) {
	case *ast.BasicLit, *ast.CompositeLit:
		return true
	}
	return false
}

func name(e ast.Expr) string {
	if id, ok := e.(*ast.Ident); ok {
		return id.Name
	}
	return ""
}

// writes finds assignments to package variables and to what is in them, and
// their addresses, through which they could be written to.
func (t *tree) writes(f *ast.File, vars map[string]*ast.ValueSpec) {
	flag := func(e ast.Expr) {
		if id := base(e); id != nil && id.Name != "_" && vars[id.Name] != nil && (id.Obj == nil || id.Obj.Decl == vars[id.Name]) {
			t.fail(e.Pos(), "writes to package variable %s", id.Name)
		}
	}
	ast.Inspect(f, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.AssignStmt:
			for _, l := range n.Lhs {
				if n.Tok != token.DEFINE {
					flag(l)
				}
			}
		case *ast.IncDecStmt:
			flag(n.X)
		case *ast.RangeStmt:
			if n.Tok == token.ASSIGN {
				flag(n.Key)
				flag(n.Value)
			}
		case *ast.UnaryExpr:
			if n.Op == token.AND {
				flag(n.X)
			}
		case *ast.CallExpr:
			if slices.Contains([]string{"delete", "clear", "copy"}, name(n.Fun)) && len(n.Args) > 0 {
				flag(n.Args[0])
			}
		}
		return true
	})
}

// base returns the variable that e stands in: x of x.f[i], nil if there is
// none.
func base(e ast.Expr) *ast.Ident {
	for {
		switch x := e.(type) {
		case *ast.Ident:
			return x
		case *ast.IndexExpr:
			e = x.X
		case *ast.SliceExpr:
			e = x.X
		case *ast.SelectorExpr:
			e = x.X
		case *ast.StarExpr:
			e = x.X
		case *ast.ParenExpr:
			e = x.X
		default:
			return nil
		}
	}
}
