package main

import (
	"context"
	"strconv"

	"newsroom/graph"
	"newsroom/model"
)

type newsroom struct {
	Stories  []*model.Story   `json:"stories"`
	Articles []*model.Article `json:"articles"`
}

type resolver struct {
	newsroom newsroom
	bySlug   map[string]*model.Story
	byID     map[string]*model.Article
}

func newResolver(read newsroom) *resolver {
	made := &resolver{read, map[string]*model.Story{}, map[string]*model.Article{}}
	for _, story := range read.Stories {
		made.bySlug[story.Slug] = story
	}
	for _, article := range read.Articles {
		made.byID[article.ID] = article
	}
	return made
}

func (r *resolver) Query() graph.QueryResolver { return r }

func (r *resolver) Story(_ context.Context, by model.StoryBy) (*model.Story, error) {
	if by.Slug == nil {
		return nil, nil
	}
	return r.bySlug[*by.Slug], nil
}

func (r *resolver) Stories(_ context.Context, first *int, after *string) (*model.StoryConnection, error) {
	start := 0
	if after != nil {
		last, err := strconv.Atoi(*after)
		if err != nil {
			return nil, err
		}
		start = last + 1
	}
	stories := r.newsroom.Stories
	return &model.StoryConnection{TotalCount: len(stories), Nodes: model.Page(stories, start, first)}, nil
}

func (r *resolver) Article(_ context.Context, id string) (*model.Article, error) {
	return r.byID[id], nil
}

func (r *resolver) Articles(_ context.Context, limit *int, offset *int) ([]*model.Article, error) {
	start := 0
	if offset != nil {
		start = *offset
	}
	return model.Page(r.newsroom.Articles, start, limit), nil
}

func (r *resolver) ArticleCount(_ context.Context) (int, error) {
	return len(r.newsroom.Articles), nil
}
