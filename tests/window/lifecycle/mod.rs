mod flow_clear_session;
mod flow_close;
mod flow_launch;
mod flow_wake;
