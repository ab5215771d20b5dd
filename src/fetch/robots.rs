//! robots.txt as RFC 9309 has it: the group for us, else the one for all; the longest rule that fits decides.

/// The product token by which a group speaks of us.
const TOKEN: &str = "corkboard";

/// True when a path (with its query) may be fetched.
pub(super) fn allows(text: &str, path: &str) -> bool {
    if path == "/robots.txt" {
        return true;
    }
    let ours = rules(text, |agent| agent.eq_ignore_ascii_case(TOKEN));
    let rules = ours.or_else(|| rules(text, |agent| agent == "*")).unwrap_or_default();
    let fitting = rules.iter().filter(|(_, rule)| fits(rule, path));
    // Of two rules of one length the one that allows wins.
    fitting.max_by_key(|(allow, rule)| (rule.len(), *allow)).is_none_or(|(allow, _)| *allow)
}

/// The rules of all groups for an agent; none when there is no such group.
fn rules(text: &str, is_ours: impl Fn(&str) -> bool) -> Option<Vec<(bool, &str)>> {
    let (mut found, mut is_in, mut is_head) = (None, false, false);
    for line in text.trim_start_matches('\u{FEFF}').lines() {
        let line = line.split('#').next().unwrap_or_default();
        let Some((key, value)) = line.split_once(':') else { continue };
        let value = value.trim();
        match key.trim().to_ascii_lowercase().as_str() {
            "user-agent" => {
                is_in = is_ours(value) || is_head && is_in;
                is_head = true;
                if is_in {
                    found.get_or_insert_with(Vec::new);
                }
            }
            word @ ("allow" | "disallow") => {
                is_head = false;
                if let Some(rules) = found.as_mut().filter(|_| is_in && !value.is_empty()) {
                    rules.push((word == "allow", value));
                }
            }
            _ => {}
        }
    }
    found
}

/// True when a rule with `*` and `$` fits the start of a path.
fn fits(rule: &str, path: &str) -> bool {
    let (rule, is_whole) = rule.strip_suffix('$').map_or((rule, false), |rule| (rule, true));
    let mut parts = rule.split('*');
    let Some(mut rest) = path.strip_prefix(parts.next().unwrap_or_default()) else { return false };
    let parts: Vec<&str> = parts.collect();
    for (at, part) in parts.iter().enumerate() {
        if is_whole && at + 1 == parts.len() {
            return rest.ends_with(part);
        }
        let Some(found) = rest.find(part) else { return false };
        rest = &rest[found + part.len()..];
    }
    !is_whole || rest.is_empty()
}

#[cfg(test)]
mod tests {
    use super::allows;

    #[test]
    fn the_longest_rule_of_the_right_group_decides() {
        let text = "User-agent: *\nDisallow: /\n\nUser-agent: other\nUser-agent: Corkboard # us\nDisallow: /v1\nAllow: /v1/jobs\nDisallow: /*.pdf$\n";
        assert!(allows(text, "/v1/jobs?x=1") && allows(text, "/") && allows(text, "/a.pdf?x"));
        assert!(!allows(text, "/v1/other") && !allows(text, "/x/a.pdf"));
        assert!(!allows("User-agent: *\nDisallow: /api\n", "/api/x"));
        assert!(allows("User-agent: *\nDisallow:\n", "/api/x") && allows("", "/x"));
        assert!(allows("User-agent: *\nDisallow: /a\nAllow: /a\n", "/a"));
    }
}
