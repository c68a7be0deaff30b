package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/access"
	"github.com/wiredesk/wiredesk/internal/config"
	"github.com/wiredesk/wiredesk/internal/store/sqlite"
)

func userCommand(s streams) *cobra.Command {
	var d desk
	var role string
	c := &cobra.Command{
		Use:   "user NAME",
		Short: "Make a user of the desk in a browser, or give one another password",
		Long: `user reads a password from the terminal, or a line of standard input, and makes the
user, or gives one who is there that password and ends every session of his. It is
the way in for an admin who has lost his own.`,
		Example: `  wiredesk user ana --role admin
  pass show wiredesk/ben | wiredesk user ben`,
		Args: each("a user"),
		RunE: func(c *cobra.Command, args []string) error {
			as, err := access.ParseRole(role)
			if err != nil {
				return err
			}
			return d.with(c.Context(), func(db *sqlite.DB, _ config.Config) error {
				password, err := askPassword(s)
				if err != nil {
					return err
				}
				return putUser(c.Context(), s, db, args[0], password, as)
			})
		},
	}
	d.flags(c)
	c.Flags().StringVar(&role, "role", "reader", "of a new user: reader, editor, admin")
	return c
}

func putUser(ctx context.Context, s streams, db *sqlite.DB, name, password string, role access.Role) error {
	g, err := access.New(db, access.Options{})
	if err != nil {
		return err
	}
	err = g.AddUser(ctx, name, password, role)
	if errors.Is(err, wiredesk.ErrConflict) {
		if err = g.SetPassword(ctx, name, password); err == nil {
			fmt.Fprintf(s.out, "%s has another password\n", printable(name))
		}
		return err
	}
	if err == nil {
		fmt.Fprintf(s.out, "%s is there, as %s\n", printable(name), role)
	}
	return err
}

// askPassword reads a password, without showing it on a terminal.
func askPassword(s streams) (string, error) {
	if f, ok := s.in.(*os.File); ok && term.IsTerminal(int(f.Fd())) {
		fmt.Fprint(s.err, "password: ")
		b, err := term.ReadPassword(int(f.Fd()))
		fmt.Fprintln(s.err)
		return string(b), err
	}
	line, err := bufio.NewReader(io.LimitReader(s.in, wiredesk.MaxForm)).ReadString('\n')
	if err != nil && !errors.Is(err, io.EOF) {
		return "", err
	}
	return strings.TrimRight(line, "\r\n"), nil
}
