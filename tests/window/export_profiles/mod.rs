mod flow;
mod job;
mod screen;
