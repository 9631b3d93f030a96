mod flow;
mod flow_results;
mod flow_table;
mod job_table;
mod screen;
