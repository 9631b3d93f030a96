mod flow;
mod flow_basic_header;
mod flow_confirm;
mod job;
mod job_basic_header;
mod screen_confirm;
