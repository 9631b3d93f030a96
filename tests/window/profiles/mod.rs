mod flow_delete;
mod flow_listing;
mod flow_marks;
mod flow_order;
mod job;
mod job_stuck_keyring;
mod screen_list;
pub(crate) mod screen_lookalikes;
mod screen_many;
