//! Where a site goes, as it is typed: a folder, `s3://bucket/below`, `gs://bucket/below`, `az://container/below`,
//! `git:branch`.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use object_store::aws::AmazonS3Builder;
use object_store::azure::MicrosoftAzureBuilder;
use object_store::gcp::GoogleCloudStorageBuilder;
use object_store::local::LocalFileSystem;
use object_store::prefix::PrefixStore;
use object_store::{BackoffConfig, ClientOptions, ObjectStore, RetryConfig};

use super::{Failure, credentials};

/// Where a site goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// A place that holds files by name.
    Store(Place),
    /// A branch of the repository that the board lies in.
    Git(Branch),
}

/// A place that holds files by name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// A folder of this machine, or one that is mounted.
    Folder(PathBuf),
    /// A bucket of an S3-compatible service, and the folder in it.
    S3(String, String),
    /// A bucket of Google Cloud Storage, and the folder in it.
    Google(String, String),
    /// A container of Azure Blob Storage, and the folder in it.
    Azure(String, String),
}

/// A branch that is pushed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Branch {
    /// Its name, for example `gh-pages`.
    pub name: String,
    /// Name or address of the repository to push to.
    pub remote: String,
    /// A folder of the repository in which `git` runs.
    pub repository: PathBuf,
}

impl Target {
    /// Reads a target; `root` is the folder of the board.
    ///
    /// # Errors
    /// It has no known form.
    pub fn parse(text: &str, root: &Path) -> Result<Target, Failure> {
        if let Some(rest) = text.strip_prefix("git:") {
            let (name, remote) = rest.split_once('@').unwrap_or((rest, "origin"));
            let is_name =
                |text: &str| !text.is_empty() && !text.starts_with('-') && !text.contains(char::is_whitespace);
            if !is_name(name) || !is_name(remote) {
                return Err(Failure::Usage(format!("`{text}` names no branch; write for example `git:gh-pages`")));
            }
            let [name, remote] = [name, remote].map(str::to_owned);
            return Ok(Target::Git(Branch { name, remote, repository: root.to_owned() }));
        }
        let Some((scheme, rest)) = text.split_once("://") else {
            return Ok(Target::Store(Place::Folder(PathBuf::from(text))));
        };
        let (bucket, below) = rest.split_once('/').unwrap_or((rest, ""));
        let [bucket, below] = [bucket, below.trim_matches('/')].map(str::to_owned);
        if bucket.is_empty() {
            return Err(Failure::Usage(format!("`{text}` names no bucket")));
        }
        match scheme {
            "s3" => Ok(Target::Store(Place::S3(bucket, below))),
            "gs" => Ok(Target::Store(Place::Google(bucket, below))),
            "az" | "azure" => Ok(Target::Store(Place::Azure(bucket, below))),
            _ => Err(Failure::Usage(format!(
                "`{text}` is no target; write a folder, `s3://bucket`, `gs://bucket`, `az://container` or `git:branch`"
            ))),
        }
    }
}

impl Place {
    /// True for a folder, which has no headers.
    pub(super) fn is_folder(&self) -> bool {
        matches!(self, Place::Folder(_))
    }

    /// Opens the place. Credentials come from the environment or the service's usual files.
    pub(super) fn open(&self) -> Result<Arc<dyn ObjectStore>, Failure> {
        let failed = |error: object_store::Error| Failure::of(format!("cannot open `{self}`"), &error);
        let below = match self {
            Place::Folder(_) => "",
            Place::S3(_, below) | Place::Google(_, below) | Place::Azure(_, below) => below,
        };
        let store: Arc<dyn ObjectStore> = match self {
            Place::Folder(folder) => {
                std::fs::create_dir_all(folder)
                    .map_err(|error| Failure::of(format!("cannot make `{}`", folder.display()), &error))?;
                Arc::new(LocalFileSystem::new_with_prefix(folder).map_err(failed)?.with_automatic_cleanup(true))
            }
            Place::S3(bucket, _) => {
                let builder = credentials::s3(AmazonS3Builder::from_env()).with_bucket_name(bucket);
                let options = options(&["AWS_ENDPOINT_URL", "AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT"]);
                Arc::new(builder.with_client_options(options).with_retry(retry()).build().map_err(failed)?)
            }
            Place::Google(bucket, _) => {
                let builder = GoogleCloudStorageBuilder::from_env().with_bucket_name(bucket);
                let options = options(&["GOOGLE_BASE_URL"]);
                Arc::new(builder.with_client_options(options).with_retry(retry()).build().map_err(failed)?)
            }
            Place::Azure(container, _) => {
                let builder = MicrosoftAzureBuilder::from_env().with_container_name(container);
                let options = options(&["AZURE_ENDPOINT", "AZURE_STORAGE_ENDPOINT"]);
                Arc::new(builder.with_client_options(options).with_retry(retry()).build().map_err(failed)?)
            }
        };
        Ok(if below.is_empty() { store } else { Arc::new(PrefixStore::new(store, below)) })
    }
}

/// Plain HTTP only where the environment names such an address itself.
fn options(endpoints: &[&str]) -> ClientOptions {
    let is_plain = |name: &&str| std::env::var(name).is_ok_and(|address| address.starts_with("http://"));
    ClientOptions::new()
        .with_allow_http(endpoints.iter().any(is_plain))
        .with_timeout(std::time::Duration::from_secs(60))
        .with_user_agent(reqwest::header::HeaderValue::from_static("corkboard"))
}

/// Broken connections and busy servers are tried again for a minute.
fn retry() -> RetryConfig {
    let seconds = std::time::Duration::from_secs;
    let backoff = BackoffConfig { init_backoff: seconds(1) / 10, max_backoff: seconds(5), base: 2.0 };
    RetryConfig { backoff, max_retries: 8, retry_timeout: seconds(60) }
}

impl std::fmt::Display for Place {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (scheme, bucket, below) = match self {
            Place::Folder(folder) => return write!(out, "{}", folder.display()),
            Place::S3(bucket, below) => ("s3", bucket, below),
            Place::Google(bucket, below) => ("gs", bucket, below),
            Place::Azure(container, below) => ("az", container, below),
        };
        write!(out, "{scheme}://{bucket}/{below}")
    }
}
