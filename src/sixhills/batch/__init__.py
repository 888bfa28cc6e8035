"""Many rides: one function over all of them, on this machine or on a cluster.

    for result in map_rides(score, refs, journal=journal):
        ...

Whatever runs over many rides runs through here: import, re-analysis, scoring. The function gets a
reference, small and picklable, and loads the ride itself. Results come as they are done.

On this machine a pool of processes does the work. A worker that dies costs the ride that killed
it, after a second try by itself; the rest of its batch goes to a new worker. A ride that fails
gives its error. When the driver dies, even by `kill -9`, the workers go with it. With a journal,
results outlive the driver, and a second run begins where the first was cut off.

    mapping      `map_rides`, over either engine
    results      references, results, batches
    pool         processes on this machine
    journal      results on disk
    dask_engine  a Dask cluster (extra `cluster`)
"""
