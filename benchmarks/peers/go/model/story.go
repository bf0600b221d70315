// Package model has the stories of a newsroom in two shapes.
package model

import "encoding/json"

// Story is a story as Pullquote's schema has it.
type Story struct {
	ID          string   `json:"id"`
	Slug        string   `json:"slug"`
	Headline    string   `json:"headline"`
	Standfirst  *string  `json:"standfirst"`
	LatestDate  string   `json:"latestDate"`
	Publication *Named   `json:"publication"`
	Section     *Named   `json:"section"`
	Topics      []*Named `json:"topics"`
	AllQuotes   []*Quote `json:"quotes"`
}

// Quotes are the first of its quotes. Without a context gqlgen starts no goroutine for it.
func (story *Story) Quotes(first *int) *QuoteConnection {
	return &QuoteConnection{Nodes: Page(story.AllQuotes, 0, first)}
}

// StoryBy says which story.
type StoryBy struct {
	Slug *string
}

// StoryConnection is a page of stories.
type StoryConnection struct {
	TotalCount int
	Nodes      []*Story
}

// Named is whatever has a name.
type Named struct {
	Name string `json:"name"`
}

// QuoteConnection is a page of quotes.
type QuoteConnection struct {
	Nodes []*Quote
}

// Quote is what somebody said.
type Quote struct {
	ID      string
	Text    string
	Speaker Speaker
}

// UnmarshalJSON reads a quote, with its speaker by type.
func (quote *Quote) UnmarshalJSON(data []byte) error {
	var read struct {
		ID      string
		Text    string
		Speaker *struct {
			Type string `json:"__typename"`
			ID   string
			Name string
		}
	}
	if err := json.Unmarshal(data, &read); err != nil {
		return err
	}
	quote.ID, quote.Text = read.ID, read.Text
	switch {
	case read.Speaker == nil:
	case read.Speaker.Type == "Person":
		quote.Speaker = &Person{read.Speaker.ID, read.Speaker.Name}
	default:
		quote.Speaker = &Organization{read.Speaker.ID, read.Speaker.Name}
	}
	return nil
}

// Speaker is a person or an organization.
type Speaker interface{ IsSpeaker() }

// Person is somebody who speaks.
type Person struct{ ID, Name string }

// IsSpeaker marks it as a speaker.
func (*Person) IsSpeaker() {}

// Organization is one that speaks.
type Organization struct{ ID, Name string }

// IsSpeaker marks it as a speaker.
func (*Organization) IsSpeaker() {}
