//! The shared files of the AWS command line (`~/.aws/credentials`, `~/.aws/config`), for what the environment leaves
//! open. Google's and Azure's usual places are known to the library. Nothing of this is ever printed.

use std::path::PathBuf;

use object_store::aws::{AmazonS3Builder, AmazonS3ConfigKey};

/// Adds key, secret, token and region of the profile in force where the environment has none.
pub(super) fn s3(builder: AmazonS3Builder) -> AmazonS3Builder {
    let profile = std::env::var("AWS_PROFILE").unwrap_or_else(|_| "default".to_owned());
    let mut builder = builder;
    if builder.get_config_value(&AmazonS3ConfigKey::AccessKeyId).is_none() {
        let text = file("AWS_SHARED_CREDENTIALS_FILE", "credentials");
        let keys = [
            ("aws_access_key_id", AmazonS3ConfigKey::AccessKeyId),
            ("aws_secret_access_key", AmazonS3ConfigKey::SecretAccessKey),
            ("aws_session_token", AmazonS3ConfigKey::Token),
        ];
        for (name, key) in keys {
            if let Some(value) = value(&text, &profile, name) {
                builder = builder.with_config(key, value);
            }
        }
    }
    if builder.get_config_value(&AmazonS3ConfigKey::Region).is_none()
        && builder.get_config_value(&AmazonS3ConfigKey::DefaultRegion).is_none()
    {
        let text = file("AWS_CONFIG_FILE", "config");
        let section = if profile == "default" { profile } else { format!("profile {profile}") };
        if let Some(region) = value(&text, &section, "region") {
            builder = builder.with_config(AmazonS3ConfigKey::Region, region);
        }
    }
    builder
}

/// The text of a file of `~/.aws`, or of the one that the environment names.
fn file(variable: &str, name: &str) -> String {
    let named = std::env::var_os(variable).map(PathBuf::from);
    let usual = || std::env::home_dir().map(|home| home.join(".aws").join(name));
    named.or_else(usual).and_then(|path| std::fs::read_to_string(path).ok()).unwrap_or_default()
}

/// The value of a key in a section of an INI file.
fn value<'a>(text: &'a str, section: &str, key: &str) -> Option<&'a str> {
    let mut is_inside = false;
    for line in text.lines().map(str::trim) {
        if let Some(name) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
            is_inside = name.trim() == section;
        } else if is_inside
            && let Some((name, value)) = line.split_once('=')
            && name.trim() == key
        {
            return Some(value.trim());
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::value;

    #[test]
    fn a_value_is_that_of_its_own_section() {
        let text = "[default]\nregion = eu-west-1\n# x\n[ profile b ]\nregion=us-east-1\naws_access_key_id=A\n";
        assert_eq!(value(text, "default", "region"), Some("eu-west-1"));
        assert_eq!(value(text, "profile b", "region"), Some("us-east-1"));
        assert_eq!(value(text, "default", "aws_access_key_id"), None);
    }
}
