mod flow;
mod screen;
