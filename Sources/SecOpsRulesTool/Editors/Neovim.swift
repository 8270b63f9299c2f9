/// A plugin of Neovim: colours from a syntax file, everything else from `secops-rules lsp`.
struct Neovim {
    var files: [EditorFile] {
        [
            EditorFile(path: "ftdetect/secrule.vim", text: Self.detection),
            EditorFile(path: "ftplugin/secrule.lua", text: Self.client),
            EditorFile(path: "syntax/secrule.vim", text: syntax),
        ]
    }

    private static let detection = """
        " \(EditorFile.mark); it is overwritten when that runs again.
        autocmd BufNewFile,BufRead *\(RuleFiles.suffix) setfiletype secrule

        """

    private static let client = """
        -- \(EditorFile.mark); it is overwritten when that runs again.
        -- Set g:secops_rules_command before, where the tool is not on the PATH: { '/path/to/secops-rules', 'lsp' }
        vim.bo.commentstring = '# %s'
        vim.bo.expandtab = true
        vim.bo.shiftwidth = 2

        local buffer = vim.api.nvim_get_current_buf()
        local path = vim.api.nvim_buf_get_name(buffer)
        if vim.bo[buffer].buftype ~= '' or path == '' or path:match('^secops%-rules:') then return end
        local command = vim.g.secops_rules_command or { 'secops-rules', 'lsp' }
        if vim.fn.executable(command[1]) == 0 then return end

        -- The folder that git looks after, or else the one that the file is in: its rules are one program.
        local directory = vim.fn.fnamemodify(path, ':p:h')
        local git = vim.fn.finddir('.git', vim.fn.escape(directory, ' ;,') .. ';')
        local root = git ~= '' and vim.fn.fnamemodify(git, ':p:h:h') or directory
        local config = {
          name = 'secops-rules',
          cmd = command,
          root_dir = root,
          workspace_folders = { { uri = vim.uri_from_fname(root), name = root } },
        }
        if vim.lsp.start then
          vim.lsp.start(config, { bufnr = buffer })
        else
          -- Neovim before 0.8: one server for each root.
          _G.secops_rules_clients = _G.secops_rules_clients or {}
          local id = _G.secops_rules_clients[root]
          if not id or not vim.lsp.get_client_by_id(id) then
            id = vim.lsp.start_client(config)
            _G.secops_rules_clients[root] = id
          end
          if id then vim.lsp.buf_attach_client(buffer, id) end
        end
        vim.bo[buffer].omnifunc = 'v:lua.vim.lsp.omnifunc'

        """

    private var syntax: String {
        let words = WordClasses()
        let units = WordClasses.durationLetters
        // Of items that match at one place Vim takes the last one, but keywords before all others.
        let plain = words.functions.filter { $0 == "days" }
        let groups: [(group: String, words: [String])] = [
            ("secruleDeclaration", words.declarations), ("secruleEffect", words.effects),
            ("secruleQuantifier", words.quantifiers), ("secruleOperator", words.operators),
            ("secruleConstant", words.values + words.weekdays), ("secruleKeyword", words.others + plain),
            ("secruleType", words.types),
        ]
        var lines = [
            "\" \(EditorFile.mark); it is overwritten when that runs again.",
            "if exists('b:current_syntax') | finish | endif", "syntax case match",
        ]
        for (group, words) in groups {
            lines.append("syntax match \(group) /\\v<%(\(words.joined(separator: "|")))>/")
        }
        lines += [
            "syntax match secruleFunction /\\v<%(\(words.functions.joined(separator: "|")))>\\ze\\s*\\(/",
            "syntax match secruleMember /\\v[A-Za-z0-9_`]\\.\\zs[A-Za-z_][A-Za-z0-9_]*/",
            "syntax match secruleQuoted /\\v`[A-Za-z_][A-Za-z0-9_]*`/",
            "syntax match secruleNumber /\\v<\\d[0-9_]*%(\\.\\d[0-9_]*)?>/",
            "syntax match secruleNumber /\\v<%(\\d+[\(units)])+>/",
            "syntax match secruleNumber /\\v<\\d{4}-\\d{2}-\\d{2}%(T\\d{2}:\\d{2}%(:\\d{2}%(\\.\\d{1,9})?)?%(Z|[+-]\\d{2}:\\d{2}))?/",
            "syntax match secrulePattern /\\v<matches\\s+%(exactly\\s+)?\\zs\\/%(\\\\.|[^\\\\\\/])*\\/?/",
            "syntax region secruleText start=/\"/ skip=/\\\\./ end=/\"/ oneline contains=secruleEscape,secruleValue",
            "syntax match secruleEscape /\\v\\\\%([\"\\\\nt]|u\\{[0-9A-Fa-f]+\\})|\\{\\{|\\}\\}/ contained",
            "syntax region secruleValue start=/{\\%({\\)\\@!/ end=/}/ oneline contained "
                + "contains=secruleFunction,secruleMember,secruleOperator,secruleNumber,secruleConstant",
            "syntax match secruleComment /#.*$/ contains=@Spell",
        ]
        let links = [
            ("Declaration", "Structure"), ("Effect", "Statement"), ("Quantifier", "Repeat"), ("Operator", "Operator"),
            ("Constant", "Constant"), ("Keyword", "Keyword"), ("Type", "Type"), ("Function", "Function"),
            ("Member", "Identifier"), ("Quoted", "Identifier"), ("Number", "Number"), ("Pattern", "String"),
            ("Text", "String"), ("Escape", "SpecialChar"), ("Value", "Special"), ("Comment", "Comment"),
        ]
        lines += links.map { "highlight default link secrule\($0) \($1)" }
        lines.append("let b:current_syntax = 'secrule'")
        return lines.joined(separator: "\n") + "\n"
    }
}
