//! Every page that will exist, decided before one is drawn.
