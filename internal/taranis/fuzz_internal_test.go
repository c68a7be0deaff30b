package taranis

import (
	"encoding/json"
	"testing"
)

// FuzzClusters: what is sent is refused, or each story is in one cluster.
func FuzzClusters(f *testing.F) {
	f.Add([]byte(`{"stories":[{"id":"a","news_items":[{"title":"Ferry","content":"A ferry sank off Halm.","published":"2026-10-05"}]},{"id":7,"news_items":[{"news_item_data":{"title":"x"}}]}]}`))
	f.Add([]byte(`{"stories":[{"id":null}]}`))
	f.Fuzz(func(t *testing.T, body []byte) {
		var in struct{ Stories []json.RawMessage }
		out, err := clusters(t.Context(), body)
		if err != nil || json.Unmarshal(body, &in) != nil {
			return
		}
		n := 0
		for _, c := range out.Clusters.Events {
			n += len(c)
		}
		if b, err := json.Marshal(out); err != nil || n != len(in.Stories) {
			t.Fatalf("%d of %d stories: %s, %v", n, len(in.Stories), b, err)
		}
	})
}
