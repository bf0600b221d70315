//! Stories as Pullquote's schema has them.

use async_graphql::{ComplexObject, ID, InputObject, SimpleObject, Union};
use serde::Deserialize;

use crate::page;

#[derive(Deserialize, SimpleObject)]
#[graphql(complex)]
#[serde(rename_all = "camelCase")]
pub struct Story {
    pub id: ID,
    pub slug: String,
    pub headline: String,
    pub standfirst: Option<String>,
    pub latest_date: String,
    pub publication: Named,
    pub section: Option<Named>,
    pub topics: Vec<Named>,
    #[graphql(skip)]
    pub quotes: Vec<Quote>,
}

#[ComplexObject]
impl Story {
    async fn quotes(&self, first: Option<usize>) -> QuoteConnection<'_> {
        QuoteConnection { nodes: page(&self.quotes, 0, first.unwrap_or(20)) }
    }
}

#[derive(SimpleObject)]
pub struct StoryConnection {
    pub total_count: usize,
    pub nodes: &'static [Story],
}

#[derive(InputObject)]
pub struct StoryBy {
    pub slug: Option<String>,
}

#[derive(Deserialize, SimpleObject)]
pub struct Named {
    pub name: String,
}

#[derive(SimpleObject)]
pub struct QuoteConnection<'a> {
    pub nodes: &'a [Quote],
}

#[derive(Deserialize, SimpleObject)]
pub struct Quote {
    pub id: ID,
    pub text: String,
    pub speaker: Option<Speaker>,
}

#[derive(Deserialize, Union)]
#[serde(tag = "__typename")]
pub enum Speaker {
    Person(Person),
    Organization(Organization),
}

#[derive(Deserialize, SimpleObject)]
pub struct Person {
    pub id: ID,
    pub name: String,
}

#[derive(Deserialize, SimpleObject)]
pub struct Organization {
    pub id: ID,
    pub name: String,
}
