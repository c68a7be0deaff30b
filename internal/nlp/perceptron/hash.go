package perceptron

// Hash mixes the number of a template with up to three values. Different
// templates with the same values get different keys.
func Hash(template uint32, a, b, c uint64) Key {
	h := uint64(template)*0x9e3779b97f4a7c15 + a
	h = (h ^ h>>32) * 0xd6e8feb86659fd93
	h += b
	h = (h ^ h>>32) * 0xd6e8feb86659fd93
	h += c
	h = (h ^ h>>32) * 0xd6e8feb86659fd93
	return Key(h ^ h>>29)
}

// String hashes the bytes of s (FNV-1a, then mixed). It is never 0.
func String(s string) uint64 {
	h := uint64(0xcbf29ce484222325)
	for i := range len(s) {
		h = (h ^ uint64(s[i])) * 0x100000001b3
	}
	h = (h ^ h>>32) * 0xd6e8feb86659fd93
	return h | 1
}
