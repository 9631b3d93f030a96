//! Who is taken for a console.
