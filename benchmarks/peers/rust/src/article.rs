//! Articles as somebody would write them for these questions alone.

use async_graphql::{ComplexObject, ID, SimpleObject};
use serde::Deserialize;

use crate::page;

#[derive(Deserialize, SimpleObject)]
#[graphql(complex)]
#[serde(rename_all = "camelCase")]
pub struct Article {
    pub id: ID,
    pub slug: String,
    pub headline: String,
    pub standfirst: Option<String>,
    pub latest_date: String,
    pub publication: String,
    pub section: Option<String>,
    pub topics: Vec<String>,
    #[graphql(skip)]
    pub quotes: Vec<ArticleQuote>,
}

#[ComplexObject]
impl Article {
    async fn quotes(&self, limit: Option<usize>) -> &[ArticleQuote] {
        page(&self.quotes, 0, limit.unwrap_or(20))
    }
}

#[derive(Deserialize, SimpleObject)]
pub struct ArticleQuote {
    pub id: ID,
    pub text: String,
    pub speaker: Option<ArticleSpeaker>,
}

#[derive(Deserialize, SimpleObject)]
pub struct ArticleSpeaker {
    pub id: ID,
    pub name: String,
}
