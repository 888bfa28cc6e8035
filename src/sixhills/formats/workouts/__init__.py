"""Workouts as other programs write them: files in, files out, and what is lost on the way.

    plan          a workout as the formats know it, richer than each of them
    features      what a plan can hold, and what each format can carry of it: one table
    losses        what became of each feature in an export
    carrier       our own text form, hidden in a file so that we lose nothing
    reading       what a reader gives: plan, warnings with line and rule

    zwo qz icu tcx_workout garmin_json ergs crs fit_workout     a format each
    known         all of them in one table, by suffix and by content
    exchange      files to plans and back: `read_plan`, `export_plan`
    own           our `Workout` to a plan and back

A reader is lenient: what it repaired or left out is a warning. A writer never raises for what its
format cannot hold: it says so.
"""
