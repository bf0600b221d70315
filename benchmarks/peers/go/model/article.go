package model

// Article is a story as somebody would write it for these questions alone.
type Article struct {
	ID          string          `json:"id"`
	Slug        string          `json:"slug"`
	Headline    string          `json:"headline"`
	Standfirst  *string         `json:"standfirst"`
	LatestDate  string          `json:"latestDate"`
	Publication string          `json:"publication"`
	Section     *string         `json:"section"`
	Topics      []string        `json:"topics"`
	AllQuotes   []*ArticleQuote `json:"quotes"`
}

// Quotes are the first of its quotes.
func (article *Article) Quotes(limit *int) []*ArticleQuote {
	return Page(article.AllQuotes, 0, limit)
}

// ArticleQuote is what somebody said.
type ArticleQuote struct {
	ID      string          `json:"id"`
	Text    string          `json:"text"`
	Speaker *ArticleSpeaker `json:"speaker"`
}

// ArticleSpeaker is who said it.
type ArticleSpeaker struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

// Page is as many of a list as there are, 20 unless said otherwise, from a place on.
func Page[T any](list []T, start int, size *int) []T {
	most := 20
	if size != nil {
		most = *size
	}
	start = min(start, len(list))
	return list[start:min(start+most, len(list))]
}
