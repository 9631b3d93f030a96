mod flow_hints;
mod flow_secret;
mod job_hints;
mod screen_hint;
