#!/usr/bin/env bats

@test "schedule has one sum for each file" {
    files=$(find schedule -type f | wc -l)
    [ "$(wc -l < schedule.sums)" -eq "$files" ]
}

@test "old receivers find their sum" {
    run sha1sum schedule/monday.txt
    [ "$status" -eq 0 ]
}
