/// The arithmetic of the proleptic Gregorian calendar: days counted from 1970-01-01.
package enum CivilCalendar {
    /// Days since 1970-01-01, negative before it; also for years beyond 0001 to 9999.
    /// - Parameters:
    ///   - month: 1 to 12.
    ///   - day: 1 to 31.
    /// - Source: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", `days_from_civil`.
    package static func days(year: Int, month: Int, day: Int) -> Int {
        // The year begins in March here, so that the day added in leap years is its last.
        let shifted = month <= 2 ? year - 1 : year
        let era = (shifted >= 0 ? shifted : shifted - 399) / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }

    /// The day that lies so many days behind 1970-01-01.
    /// - Source: the same, `civil_from_days`.
    package static func date(days: Int) -> (year: Int, month: Int, day: Int) {
        // Counted from 0000-03-01, in eras of 400 years (146 097 days).
        let shifted = days + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return (year, month, dayOfYear - (153 * monthFromMarch + 2) / 5 + 1)
    }

    /// Whether there is such a day in the years 0001 to 9999.
    package static func isPossible(year: Int, month: Int, day: Int) -> Bool {
        (1...9_999).contains(year) && (1...12).contains(month)
            && (1...dayCount(ofMonth: month, inYear: year)).contains(day)
    }

    /// The number of days in a month of 1 to 12; 31 for others.
    package static func dayCount(ofMonth month: Int, inYear year: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }
}
