package store

import "time"

// A User is somebody who may log in.
type User struct {
	Name     string
	Role     string // reader, editor, admin
	Password string // hashed, as package access has it
	Made     time.Time
}

// A Session is one browser in which a user is logged in.
type Session struct {
	Hash string // of the token that the browser has
	User string
	Made time.Time
	Seen time.Time
}

// A Key is what a program shows instead of a user's password.
type Key struct {
	ID   string // to name it by
	Name string // what it is for
	Role string
	Hash string // of the key
	By   string // the user who made it
	Made time.Time
}
