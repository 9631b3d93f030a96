mod flow;
mod flow_run;
mod flow_vendor;
#[cfg(unix)]
mod job;
#[cfg(unix)]
mod job_vendor;
mod screen;
