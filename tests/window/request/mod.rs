mod flow;
mod flow_basic;
mod job;
mod screen;
mod screen_response;
