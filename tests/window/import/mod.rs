mod flow;
mod flow_run;
#[cfg(unix)]
mod job;
mod screen;
