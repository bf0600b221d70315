//! async-graphql with axum on one thread: newsroom DATA.json PORT
//!
//! The stories and quotes of a newsroom in two shapes: Pullquote's own (`story`, `stories`), and the one that
//! somebody would write for this alone (`article`, `articles`).

mod article;
mod story;

use std::collections::HashMap;

use async_graphql::{EmptyMutation, EmptySubscription, ID, Object, Schema};
use async_graphql_axum::GraphQL;
use axum::Router;
use axum::serve::ListenerExt;
use serde::Deserialize;
use tokio::net::TcpListener;

use article::Article;
use story::{Story, StoryBy, StoryConnection};

#[derive(Deserialize)]
struct Newsroom {
    stories: Vec<Story>,
    articles: Vec<Article>,
}

struct Query {
    newsroom: &'static Newsroom,
    by_slug: HashMap<&'static str, &'static Story>,
    by_id: HashMap<&'static str, &'static Article>,
}

impl Query {
    fn of(newsroom: &'static Newsroom) -> Self {
        Query {
            newsroom,
            by_slug: newsroom.stories.iter().map(|story| (story.slug.as_str(), story)).collect(),
            by_id: newsroom.articles.iter().map(|article| (article.id.as_str(), article)).collect(),
        }
    }
}

/// As many of a list as there are, from a place on.
fn page<T>(list: &[T], start: usize, size: usize) -> &[T] {
    let start = start.min(list.len());
    &list[start..(start + size).min(list.len())]
}

#[Object]
impl Query {
    async fn story(&self, by: StoryBy) -> Option<&'static Story> {
        self.by_slug.get(by.slug?.as_str()).copied()
    }

    async fn stories(&self, first: Option<usize>, after: Option<String>) -> StoryConnection {
        let start = after.map_or(0, |after| after.parse::<usize>().unwrap_or(0) + 1);
        StoryConnection {
            total_count: self.newsroom.stories.len(),
            nodes: page(&self.newsroom.stories, start, first.unwrap_or(20)),
        }
    }

    async fn article(&self, id: ID) -> Option<&'static Article> {
        self.by_id.get(id.as_str()).copied()
    }

    async fn articles(&self, limit: Option<usize>, offset: Option<usize>) -> &'static [Article] {
        page(&self.newsroom.articles, offset.unwrap_or(0), limit.unwrap_or(20))
    }

    async fn article_count(&self) -> usize {
        self.newsroom.articles.len()
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let data = std::fs::read(&arguments[1]).expect("the data can be read");
    let newsroom: Newsroom = serde_json::from_slice(&data).expect("the data are stories and articles");
    let schema = Schema::new(Query::of(Box::leak(Box::new(newsroom))), EmptyMutation, EmptySubscription);
    let app = Router::new().route_service("/graphql", GraphQL::new(schema));
    let listener = TcpListener::bind(format!("127.0.0.1:{}", arguments[2])).await.expect("the port is free");
    let listener = listener.tap_io(|stream| drop(stream.set_nodelay(true)));
    axum::serve(listener, app).await.expect("the server runs");
}
