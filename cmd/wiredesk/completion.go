package main

import "github.com/spf13/cobra"

func completionCommand(s streams, root *cobra.Command) *cobra.Command {
	return &cobra.Command{
		Use:   "completion SHELL",
		Short: "Print what makes a shell complete verbs and flags",
		Long: `completion prints a script for bash, zsh, fish or powershell that makes it
complete the verbs and flags of wiredesk.`,
		Example: `  source <(wiredesk completion bash)
  wiredesk completion zsh > "${fpath[1]}/_wiredesk"
  wiredesk completion fish > ~/.config/fish/completions/wiredesk.fish`,
		Args:      oneOf,
		ValidArgs: []string{"bash", "zsh", "fish", "powershell"},
		RunE: func(_ *cobra.Command, args []string) error {
			switch args[0] {
			case "bash":
				return root.GenBashCompletionV2(s.out, true)
			case "zsh":
				return root.GenZshCompletion(s.out)
			case "fish":
				return root.GenFishCompletion(s.out, true)
			default:
				return root.GenPowerShellCompletionWithDesc(s.out)
			}
		},
	}
}
