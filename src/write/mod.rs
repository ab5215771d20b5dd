//! Makes the output folder equal to the plan. The only stage that changes the disk.
