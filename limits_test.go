package wiredesk_test

import (
	"fmt"
	"go/ast"
	"go/constant"
	"go/parser"
	"go/token"
	"go/types"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestLimitsDocumented holds docs/limits.md to limits.go: the same constants,
// in the same order, with their values.
func TestLimitsDocumented(t *testing.T) {
	fset := token.NewFileSet()
	f, err := parser.ParseFile(fset, "limits.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	info := types.Info{Defs: map[*ast.Ident]types.Object{}}
	if _, err := new(types.Config).Check("wiredesk", fset, []*ast.File{f}, &info); err != nil {
		t.Fatal(err)
	}
	var want []string
	ast.Inspect(f, func(n ast.Node) bool {
		if s, ok := n.(*ast.ValueSpec); ok {
			for _, id := range s.Names {
				v, _ := constant.Int64Val(info.Defs[id].(*types.Const).Val())
				want = append(want, fmt.Sprintf("%s = %d", id.Name, v))
			}
		}
		return true
	})
	b, err := os.ReadFile("docs/limits.md")
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, m := range regexp.MustCompile("(?m)^\\| `(\\w+)` \\| ([\\d,]+) \\| [^|]{4,} \\| [^|]{4,} \\|$").FindAllStringSubmatch(string(b), -1) {
		got = append(got, m[1]+" = "+strings.ReplaceAll(m[2], ",", ""))
	}
	if len(want) == 0 {
		t.Error("limits.go has no constants")
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("docs/limits.md (-limits.go +page):\n%s", diff)
	}
}
