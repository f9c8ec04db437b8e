#!/bin/bash
# A job array: each of @PARTS@ tasks builds its part of the shelf. Made by `blackpanel batch DIR --print slurm`.
#
#   sbatch --parsable this-file.sh          a task that is killed may be queued again: it goes on where it was
#   sbatch --dependency=afterany:JOB --wrap=@WRAPPED@
#                                           one report over all parts
#SBATCH --job-name=blackpanel
#SBATCH --array=1-@PARTS@
#SBATCH --cpus-per-task=2
#SBATCH --mem=4G
#SBATCH --time=08:00:00
#SBATCH --requeue
set -u
umask 077
: "${SLURM_ARRAY_TASK_ID:?run this with sbatch}"
exec @COMMAND@
