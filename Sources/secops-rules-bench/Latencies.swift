import Glibc

/// How long single questions take that are asked one after another, each timed by itself: what half of them take, and 99 in 100.
struct Latencies {
    let half: Measurement
    let mostly: Measurement

    /// - Parameter ask: Asks the question of a number, from 0 to `count`; gives a number made of the answer.
    init(_ bench: Bench, count: Int, _ ask: (Int) -> Int) {
        var halves: [Double] = []
        var most: [Double] = []
        var nanoseconds = [Int](repeating: 0, count: count)
        let clock = Self.clockCost()
        var share = 1.0
        for run in 0...bench.options.runs {
            let processorStart = clockSeconds(CLOCK_PROCESS_CPUTIME_ID)
            let wallStart = clockSeconds(CLOCK_MONOTONIC)
            var sum = 0
            for number in 0..<count {
                let start = Self.now()
                sum &+= ask(number)
                nanoseconds[number] = Self.now() - start
            }
            let wall = clockSeconds(CLOCK_MONOTONIC) - wallStart
            unsafe checksum.take(sum)
            // The first run fills the caches.
            if run == 0 { continue }
            share = min(share, (clockSeconds(CLOCK_PROCESS_CPUTIME_ID) - processorStart) / wall)
            nanoseconds.sort()
            halves.append(Double(max(nanoseconds[count / 2] - clock, 1)) / 1e9)
            most.append(Double(max(nanoseconds[count * 99 / 100] - clock, 1)) / 1e9)
        }
        half = Measurement(seconds: halves, processorShare: share)
        mostly = Measurement(seconds: most, processorShare: share)
    }

    /// What asking for the time twice takes, in nanoseconds.
    private static func clockCost() -> Int {
        var costs: [Int] = []
        for _ in 0..<1_001 {
            let start = now()
            costs.append(now() - start)
        }
        return costs.sorted()[500]
    }

    private static func now() -> Int {
        var time = timespec()
        unsafe clock_gettime(CLOCK_MONOTONIC, &time)
        return time.tv_sec &* 1_000_000_000 &+ time.tv_nsec
    }
}
