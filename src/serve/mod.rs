//! The preview: the same stages, pages drawn when they are asked for.
