//! Texts compressed before they are sent. The same text gives the same bytes.

use std::io::Write;

/// A way to compress that browsers understand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Encoding {
    /// RFC 7932
    Brotli,
    /// RFC 1952
    Gzip,
}

/// Texts shorter than this (in bytes) are sent as they are: the packet is not smaller.
pub(super) const SHORT: u64 = 512;

impl Encoding {
    /// The word of `Content-Encoding`.
    pub(super) fn name(self) -> &'static str {
        match self {
            Encoding::Brotli => "br",
            Encoding::Gzip => "gzip",
        }
    }

    /// The ending of a compressed file that stands beside the plain one.
    pub(super) fn ending(self) -> &'static str {
        match self {
            Encoding::Brotli => ".br",
            Encoding::Gzip => ".gz",
        }
    }

    /// The compressed text.
    ///
    /// # Errors
    /// Never for bytes in memory, as far as is known.
    pub(super) fn compress(self, bytes: &[u8]) -> std::io::Result<Vec<u8>> {
        match self {
            Encoding::Gzip => {
                let mut writer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::new(9));
                writer.write_all(bytes)?;
                writer.finish()
            }
            Encoding::Brotli => {
                let mut small = Vec::new();
                // Quality 9 of 11: the last two steps take ten times as long for three percent.
                brotli::CompressorWriter::new(&mut small, 1 << 16, 9, 22).write_all(bytes)?;
                Ok(small)
            }
        }
    }
}
