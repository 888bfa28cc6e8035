"""FIT: the binary format of head units and watches.

    profile        messages and fields that sixhills writes or reads, as tables
    channels       which record field carries which channel of a ride, both ways
    checksum       of a file

    encoder        messages to bytes, append-only
    records        a ride's records, with what was asked for, as columns
    workout_steps  what was prescribed, as workout messages
    totals         what a lap or a ride adds up to (stretch, standing)
    activity       all of it to a file: `write_activity`
    course         a route for a head unit: `write_course`

    profile_table  names and scales of all messages and fields, generated
    layout         which fields a message has, and all its messages at once
    walk           from header to header: where each message stands
    salvage        the same where a file is damaged
    tables         all messages of a kind as columns
    contents       files end to end: `decode_fit`

    decoding       what a ride needs of the messages, and what is to be said of the file
    sessions       which part of a file was ridden, and what the device says of it in all
    postures       rider positions, and in our own files what the rider was told
    reader         all of it to a ride: `read_activity`

Numbers, types, scales and offsets are those of the public FIT profile.
"""
