package feed

import (
	"cmp"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"html"
	"strings"

	jsonfeed "github.com/mmcdole/gofeed/json"

	"github.com/wiredesk/wiredesk"
)

// jsonFeed reads JSON Feed.
func (p *parser) jsonFeed(src string) (*Feed, error) {
	j, err := new(jsonfeed.Parser).Parse(strings.NewReader(src))
	if err != nil {
		return nil, badJSON(err)
	}
	f := &Feed{Title: line(j.Title), Home: p.link(j.HomePageURL), Language: j.Language}
	for _, e := range j.Items {
		if e == nil {
			continue
		}
		it := Item{ID: e.ID, URL: cmp.Or(e.URL, absolute(e.ID)), Title: e.Title, Language: cmp.Or(e.Language, j.Language)}
		for _, who := range append(e.Authors, e.Author) {
			if who != nil {
				it.Authors = append(it.Authors, names(who.Name)...)
			}
		}
		it.Whole = e.ContentHTML != "" || e.ContentText != ""
		markup := cmp.Or(e.ContentHTML, html.EscapeString(cmp.Or(e.ContentText, e.Summary)))
		f.Items = append(f.Items, p.item(it, markup, cmp.Or(e.DatePublished, e.DateModified)))
	}
	return f, nil
}

// badJSON says why JSON could not be read, without quoting it at length.
func badJSON(err error) error {
	var syntax *json.SyntaxError
	if errors.As(err, &syntax) {
		return fmt.Errorf("%w: not valid JSON at byte %d", wiredesk.ErrInvalid, syntax.Offset)
	}
	return fmt.Errorf("%w: %s", wiredesk.ErrInvalid, short(err.Error()))
}

// A ninjsItem is what is read of an item of ninjs, of versions 1 to 3.
type ninjsItem struct {
	URI       string `json:"uri"`
	Status    string `json:"pubstatus"`
	Language  string `json:"language"`
	Headline  string `json:"headline"`
	Headlines []struct {
		Role  string `json:"role"`
		Value string `json:"value"`
	} `json:"headlines"`
	BodyHTML  string `json:"body_html"`
	BodyXHTML string `json:"body_xhtml"`
	BodyText  string `json:"body_text"`
	Bodies    []struct {
		Role  string `json:"role"`
		Type  string `json:"contenttype"`
		Value string `json:"value"`
	} `json:"bodies"`
	Byline          string `json:"byline"`
	By              string `json:"by"`
	Source          string `json:"source"`
	CopyrightHolder string `json:"copyrightholder"`
	RightsInfo      struct {
		CopyrightHolder string `json:"copyrightholder"`
	} `json:"rightsinfo"`
	InfoSources []struct {
		Name string `json:"name"`
	} `json:"infosources"`
	Created        string `json:"firstcreated"`
	ContentCreated string `json:"contentcreated"`
	VersionCreated string `json:"versioncreated"`
}

// ninjs reads one item, a list of them, or a list within an object.
func (p *parser) ninjs(src string) (*Feed, error) {
	var list []ninjsItem
	var one struct {
		ninjsItem
		Items []ninjsItem `json:"_items"`
	}
	var err error
	if strings.HasPrefix(src, "[") {
		err = json.Unmarshal([]byte(src), &list)
	} else if err = json.Unmarshal([]byte(src), &one); err == nil {
		if list = one.Items; len(list) == 0 {
			list = []ninjsItem{one.ninjsItem}
		}
	}
	if err != nil {
		return nil, badJSON(err)
	}
	f := &Feed{}
	for _, n := range list {
		f.Items = append(f.Items, p.ninjsItem(n))
	}
	return f, nil
}

func (p *parser) ninjsItem(n ninjsItem) Item {
	it := Item{ID: n.URI, URL: absolute(n.URI), Title: n.Headline, Language: n.Language, Authors: names(cmp.Or(n.Byline, n.By)), Whole: true,
		Outlet:    cmp.Or(n.Source, n.CopyrightHolder, n.RightsInfo.CopyrightHolder),
		Withdrawn: n.Status == "canceled" || n.Status == "withheld"}
	if len(n.Headlines) > 0 {
		it.Title = cmp.Or(it.Title, n.Headlines[0].Value)
	}
	if len(n.InfoSources) > 0 {
		it.Outlet = cmp.Or(it.Outlet, n.InfoSources[0].Name)
	}
	markup := cmp.Or(n.BodyHTML, n.BodyXHTML, html.EscapeString(n.BodyText))
	for _, b := range n.Bodies {
		if markup != "" || b.Value == "" {
			continue
		}
		if markup = b.Value; !strings.Contains(b.Type, "html") {
			markup = html.EscapeString(b.Value)
		}
	}
	return p.item(it, markup, cmp.Or(n.Created, n.ContentCreated, n.VersionCreated))
}

// A minifluxEntry is what is read of an entry of a Miniflux.
type minifluxEntry struct {
	URL       string       `json:"url"`
	Title     string       `json:"title"`
	Author    string       `json:"author"`
	Content   string       `json:"content"`
	Hash      string       `json:"hash"`
	Published string       `json:"published_at"`
	Feed      minifluxFeed `json:"feed"`
}

type minifluxFeed struct {
	Title string `json:"title"`
	Site  string `json:"site_url"`
}

// miniflux reads what its API lists as entries, and what its webhook sends.
func (p *parser) miniflux(src string) (*Feed, error) {
	var m struct {
		Feed    minifluxFeed    `json:"feed"`
		Entries []minifluxEntry `json:"entries"`
		Entry   *minifluxEntry  `json:"entry"`
	}
	if err := json.Unmarshal([]byte(src), &m); err != nil {
		return nil, badJSON(err)
	}
	if m.Entry != nil {
		m.Entries = append(m.Entries, *m.Entry)
	}
	f := &Feed{Title: line(m.Feed.Title), Home: p.link(m.Feed.Site)}
	for _, e := range m.Entries {
		it := Item{ID: e.Hash, URL: e.URL, Title: e.Title, Outlet: cmp.Or(e.Feed.Title, m.Feed.Title), Authors: names(e.Author), Whole: true}
		f.Items = append(f.Items, p.item(it, e.Content, e.Published))
	}
	return f, nil
}

// Signed reports whether the webhook of a Miniflux that knows secret sent
// body: signature is what its header X-Miniflux-Signature has, the SHA-256
// HMAC of the body in hex. An empty secret signs nothing.
func Signed(body []byte, signature, secret string) bool {
	got, err := hex.DecodeString(strings.TrimSpace(signature))
	if err != nil || secret == "" {
		return false
	}
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write(body)
	return hmac.Equal(got, mac.Sum(nil))
}
