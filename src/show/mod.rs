//! Output for people and machines; escaping.
