mod flow;
mod flow_basic_header;
mod flow_confirm;
mod flow_paste_target;
mod job;
mod job_basic_header;
mod screen_confirm;
pub(crate) mod screen_paste_target;
