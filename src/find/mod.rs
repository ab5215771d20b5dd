//! Lists and reads the author's files, sorted by path. The only stage that reads the board.
