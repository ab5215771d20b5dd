//! `robots.txt` (RFC 9309). No posting is ever disallowed to search engines: a page that may not be read cannot show
//! that it is not to be indexed.

use std::fmt::Write;

use crate::model::AiPolicy;
use crate::plan::Plan;

/// Agents that fetch a page because a person asked or searches.
const SEARCH: [&str; 9] = [
    "ChatGPT-User",
    "Claude-SearchBot",
    "Claude-User",
    "DuckAssistBot",
    "MistralAI-User",
    "OAI-SearchBot",
    "Perplexity-User",
    "PerplexityBot",
    "YouBot",
];

/// Agents and tokens that stand for the training of models.
const TRAINING: [&str; 12] = [
    "AI2Bot",
    "Applebot-Extended",
    "Bytespider",
    "CCBot",
    "ClaudeBot",
    "FacebookBot",
    "GPTBot",
    "Google-Extended",
    "anthropic-ai",
    "cohere-ai",
    "cohere-training-data-crawler",
    "meta-externalagent",
];

/// The rules for crawlers under the board's policy.
pub(super) fn robots(plan: &Plan) -> String {
    let mut out = String::from("User-agent: *\nAllow: /\n");
    let policy = plan.settings.ai_crawlers;
    if policy != AiPolicy::Allow {
        let rule = if policy == AiPolicy::Deny { "Disallow" } else { "Allow" };
        out.push_str("\n# Agents that answer a person's search\n");
        group(&mut out, &SEARCH, rule);
        out.push_str("\n# Agents that gather texts for the training of models\n");
        group(&mut out, &TRAINING, "Disallow");
    }
    let _ = write!(out, "\nSitemap: {}\n", plan.settings.base_url.join("sitemap.xml"));
    out
}

fn group(out: &mut String, agents: &[&str], rule: &str) {
    for agent in agents {
        let _ = writeln!(out, "User-agent: {agent}");
    }
    let _ = writeln!(out, "{rule}: /");
}
