package web

import (
	"errors"
	"net/http"

	"github.com/wiredesk/wiredesk"
	"github.com/wiredesk/wiredesk/internal/access"
	"github.com/wiredesk/wiredesk/internal/store"
)

// A formPage is a page with one form, and what was wrong with it.
type formPage struct {
	page
	wrong string
	back  string // where to go afterwards
	token string
}

func (s *Site) loginPage(w http.ResponseWriter, r *http.Request) error {
	first, err := s.guard.SetUp(r.Context())
	if err != nil {
		return err
	}
	p := formPage{page: s.page(r, "Log in"), back: local(r.URL.Query().Get("to"))}
	p.to = p.back
	return s.show(w, r, http.StatusOK, loginView(p, first != ""))
}

func (s *Site) login(w http.ResponseWriter, r *http.Request) error {
	if err := r.ParseForm(); err != nil {
		return formError(err)
	}
	back := local(r.PostForm.Get("to"))
	err := s.guard.LogIn(w, r, r.PostForm.Get("name"), r.PostForm.Get("password"))
	status := http.StatusUnauthorized
	switch {
	case err == nil:
		http.Redirect(w, r, back, http.StatusSeeOther)
		return nil
	case errors.Is(err, access.ErrTooMany):
		status = http.StatusTooManyRequests
	case !errors.Is(err, access.ErrLogin):
		return err
	}
	p := formPage{page: s.page(r, "Log in"), back: back, wrong: err.Error()}
	p.to = back
	return s.show(w, r, status, loginView(p, false))
}

func (s *Site) logout(w http.ResponseWriter, r *http.Request) error {
	if err := s.guard.LogOut(w, r); err != nil {
		return err
	}
	http.Redirect(w, r, "/login", http.StatusSeeOther)
	return nil
}

func (s *Site) setUpPage(w http.ResponseWriter, r *http.Request) error {
	p := formPage{page: s.page(r, "Set up"), token: r.URL.Query().Get("token")}
	p.to = "/"
	return s.show(w, r, http.StatusOK, setUpView(p))
}

func (s *Site) setUp(w http.ResponseWriter, r *http.Request) error {
	if err := r.ParseForm(); err != nil {
		return formError(err)
	}
	err := s.guard.First(w, r, r.PostForm.Get("token"), r.PostForm.Get("name"), r.PostForm.Get("password"))
	p := formPage{page: s.page(r, "Set up"), token: r.PostForm.Get("token")}
	p.to = "/"
	switch {
	case err == nil:
		http.Redirect(w, r, "/", http.StatusSeeOther)
		return nil
	case errors.Is(err, access.ErrLogin):
		p.wrong = "That is not the token which the terminal shows."
	case errors.Is(err, wiredesk.ErrConflict):
		p.wrong = "The first user is there already: log in."
	case errors.Is(err, wiredesk.ErrInvalid):
		p.wrong = err.Error()
	default:
		return err
	}
	return s.show(w, r, http.StatusForbidden, setUpView(p))
}

func (s *Site) account(w http.ResponseWriter, r *http.Request) error {
	if access.Who(r.Context()).Session == "" {
		return wiredesk.ErrNotFound
	}
	return s.show(w, r, http.StatusOK, accountView(formPage{page: s.page(r, "Account")}))
}

func (s *Site) changePassword(w http.ResponseWriter, r *http.Request) error {
	who := access.Who(r.Context())
	if who.Session == "" {
		return wiredesk.ErrNotFound
	}
	if err := r.ParseForm(); err != nil {
		return formError(err)
	}
	p := formPage{page: s.page(r, "Account")}
	err := s.guard.ChangePassword(w, r, r.PostForm.Get("old"), r.PostForm.Get("new"))
	switch {
	case err == nil:
		http.Redirect(w, r, "/login", http.StatusSeeOther)
		return nil
	case errors.Is(err, access.ErrTooMany), errors.Is(err, wiredesk.ErrInvalid):
		p.wrong = err.Error()
		return s.show(w, r, http.StatusForbidden, accountView(p))
	}
	return err
}

// A usersPage is who may log in, and which programs have keys.
type usersPage struct {
	page
	users []store.User
	keys  []store.Key
	key   string // that was just made: it is shown once
	wrong string
}

func (s *Site) users(w http.ResponseWriter, r *http.Request) error {
	return s.showUsers(w, r, http.StatusOK, "", "")
}

func (s *Site) showUsers(w http.ResponseWriter, r *http.Request, status int, key, wrong string) error {
	p := usersPage{page: s.page(r, "Users"), key: key, wrong: wrong}
	p.nav = "/users"
	var err error
	if p.users, err = s.db.Users(r.Context()); err != nil {
		return err
	}
	if p.keys, err = s.db.Keys(r.Context()); err != nil {
		return err
	}
	return s.show(w, r, status, usersView(p))
}

// tried shows the users again, with what was wrong if that is the reader's.
func (s *Site) tried(w http.ResponseWriter, r *http.Request, err error) error {
	switch {
	case err == nil:
		http.Redirect(w, r, "/users", http.StatusSeeOther)
		return nil
	case errors.Is(err, wiredesk.ErrInvalid), errors.Is(err, wiredesk.ErrConflict):
		return s.showUsers(w, r, http.StatusBadRequest, "", err.Error())
	}
	return err
}

func (s *Site) addUser(w http.ResponseWriter, r *http.Request) error {
	if err := r.ParseForm(); err != nil {
		return formError(err)
	}
	role, err := access.ParseRole(r.PostForm.Get("role"))
	if err == nil {
		err = s.guard.AddUser(r.Context(), r.PostForm.Get("name"), r.PostForm.Get("password"), role)
	}
	return s.tried(w, r, err)
}

func (s *Site) deleteUser(w http.ResponseWriter, r *http.Request) error {
	return s.tried(w, r, s.db.DeleteUser(r.Context(), r.PathValue("name")))
}

func (s *Site) addKey(w http.ResponseWriter, r *http.Request) error {
	if err := r.ParseForm(); err != nil {
		return formError(err)
	}
	role, err := access.ParseRole(r.PostForm.Get("role"))
	if err != nil {
		return s.tried(w, r, err)
	}
	key, err := s.guard.AddKey(r.Context(), r.PostForm.Get("name"), role)
	if err != nil {
		return s.tried(w, r, err)
	}
	return s.showUsers(w, r, http.StatusOK, key, "")
}

func (s *Site) deleteKey(w http.ResponseWriter, r *http.Request) error {
	return s.tried(w, r, s.db.DeleteKey(r.Context(), r.PathValue("id")))
}
