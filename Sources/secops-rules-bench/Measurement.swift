import Glibc

/// How long a piece of work took, in seconds, each time that it was done.
struct Measurement {
    let seconds: [Double]
    /// Processor time by wall time: 1 where one core was busy with this work the whole time, less where others took it away.
    let processorShare: Double

    static let none = Measurement(seconds: [], processorShare: 0)

    var minimum: Double { seconds.min() ?? 0 }
    var median: Double {
        let sorted = seconds.sorted()
        return sorted.isEmpty ? 0 : (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
    }
}

/// Does a piece of work several times.
/// - Parameter work: Gives a number made of all that it computed, so that none of it can be left out.
func measure(runs: Int, _ work: () -> Int) -> Measurement {
    // Once without the clock: memory is touched for the first time, caches fill.
    unsafe checksum.take(work())
    var seconds: [Double] = []
    let processorStart = clockSeconds(CLOCK_PROCESS_CPUTIME_ID)
    let wallStart = clockSeconds(CLOCK_MONOTONIC)
    for _ in 0..<runs {
        let start = clockSeconds(CLOCK_MONOTONIC)
        let result = work()
        seconds.append(clockSeconds(CLOCK_MONOTONIC) - start)
        unsafe checksum.take(result)
    }
    let wall = clockSeconds(CLOCK_MONOTONIC) - wallStart
    let processor = clockSeconds(CLOCK_PROCESS_CPUTIME_ID) - processorStart
    return Measurement(seconds: seconds, processorShare: wall > 0 ? processor / wall : 0)
}

func clockSeconds(_ clock: clockid_t) -> Double {
    var time = timespec()
    unsafe clock_gettime(clock, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}

/// Takes what the measured work computed; it is printed at the end.
struct Checksum {
    private(set) var value: UInt64 = 0

    @inline(never)
    mutating func take(_ number: Int) {
        value = (value ^ UInt64(bitPattern: Int64(number))) &* 0x9E37_79B9_7F4A_7C15
    }
}

nonisolated(unsafe) var checksum = Checksum()
