package access

import (
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"fmt"
	"strings"
	"unicode/utf8"

	"golang.org/x/crypto/argon2"

	"github.com/wiredesk/wiredesk"
)

// hashers is how many passwords are hashed at a time: each takes 19 MiB.
const hashers = 2

// Lengths of a password.
const (
	minPassword = 12   // characters
	maxPassword = 1024 // bytes
)

// A Cost is what hashing a password takes. The zero value is 19 MiB and two
// passes, about 25 ms.
type Cost struct {
	KiB, Passes uint32
}

func (c Cost) withDefaults() Cost {
	if c.KiB == 0 {
		c.KiB = 19 << 10
	}
	if c.Passes == 0 {
		c.Passes = 2
	}
	return c
}

// hash returns the password hashed with a salt of its own, in the usual form of
// argon2id.
func (c Cost) hash(password string) string {
	c = c.withDefaults()
	salt := make([]byte, 16)
	_, _ = rand.Read(salt) // never fails: see crypto/rand
	sum := argon2.IDKey([]byte(password), salt, c.Passes, c.KiB, 1, 32)
	enc := base64.RawStdEncoding.EncodeToString
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=1$%s$%s", argon2.Version, c.KiB, c.Passes, enc(salt), enc(sum))
}

// matches reports whether hashed was made of password.
func matches(hashed, password string) bool {
	parts := strings.Split(hashed, "$")
	if len(parts) != 6 || parts[1] != "argon2id" || len(password) > maxPassword {
		return false
	}
	var v int
	var c Cost
	var lanes uint8
	if _, err := fmt.Sscanf(parts[2]+" "+parts[3], "v=%d m=%d,t=%d,p=%d", &v, &c.KiB, &c.Passes, &lanes); err != nil || v != argon2.Version || lanes == 0 || c.Passes == 0 {
		return false
	}
	salt, err := base64.RawStdEncoding.DecodeString(parts[4])
	if err != nil {
		return false
	}
	sum, err := base64.RawStdEncoding.DecodeString(parts[5])
	if err != nil || len(sum) == 0 {
		return false
	}
	got := argon2.IDKey([]byte(password), salt, c.Passes, c.KiB, lanes, uint32(len(sum)))
	return subtle.ConstantTimeCompare(got, sum) == 1
}

// checkPassword refuses what is too easy to guess, or no text.
func checkPassword(s string) error {
	switch n := utf8.RuneCountInString(s); {
	case n < minPassword:
		return fmt.Errorf("%w: a password has %d characters at least", wiredesk.ErrInvalid, minPassword)
	case len(s) > maxPassword || !utf8.ValidString(s):
		return fmt.Errorf("%w: a password has %d bytes at most", wiredesk.ErrInvalid, maxPassword)
	}
	return nil
}

// checkName refuses what could be mistaken for another name.
func checkName(s string) error {
	for _, r := range s {
		if !(r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r == '.' || r == '-' || r == '_') {
			return fmt.Errorf("%w: a user's name is made of a to z, 0 to 9, '.', '-' and '_'", wiredesk.ErrInvalid)
		}
	}
	if len(s) == 0 || len(s) > 64 {
		return fmt.Errorf("%w: a user's name has 1 to 64 characters", wiredesk.ErrInvalid)
	}
	return nil
}
