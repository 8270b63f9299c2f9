/// A file that teaches an editor the language.
struct EditorFile {
    /// From the folder that the files are written into.
    var path: String
    var text: String

    /// Stands in every file, and tells those that this tool wrote from others.
    static let mark = "Written by 'secops-rules editor'"
}
