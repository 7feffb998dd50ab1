// Command controlplane is the real Kubernetes control plane of one pinned version in one binary, for the test suites.
// The first argument names the program to be: each runs in a process of its own, because the upstream commands
// register process-wide state.
package main

import (
	"fmt"
	"net/url"
	"os"
	"os/signal"
	"syscall"
	"time"

	"github.com/spf13/cobra"
	"go.etcd.io/etcd/server/v3/embed"
	"k8s.io/component-base/cli"
	_ "k8s.io/component-base/metrics/prometheus/clientgo"
	apiserver "k8s.io/kubernetes/cmd/kube-apiserver/app"
	manager "k8s.io/kubernetes/cmd/kube-controller-manager/app"
	scheduler "k8s.io/kubernetes/cmd/kube-scheduler/app"
)

const usage = "usage: controlplane etcd DATA_DIR CLIENT_URL PEER_URL | apiserver|controller-manager|scheduler FLAGS"

func main() {
	if len(os.Args) < 2 {
		fail(usage)
	}
	program := os.Args[1]
	os.Args = append([]string{program}, os.Args[2:]...)
	switch program {
	case "etcd":
		runEtcd(os.Args[1:])
	case "apiserver":
		run(apiserver.NewAPIServerCommand())
	case "controller-manager":
		run(manager.NewControllerManagerCommand())
	case "scheduler":
		run(scheduler.NewSchedulerCommand())
	default:
		fail(usage)
	}
}

func run(command *cobra.Command) {
	os.Exit(cli.Run(command))
}

// runEtcd serves a throw-away etcd on loopback; nothing is worth an fsync here.
func runEtcd(args []string) {
	if len(args) != 3 {
		fail(usage)
	}
	client, peer := mustParse(args[1]), mustParse(args[2])
	config := embed.NewConfig()
	config.Dir = args[0]
	config.ListenClientUrls, config.AdvertiseClientUrls = []url.URL{client}, []url.URL{client}
	config.ListenPeerUrls, config.AdvertisePeerUrls = []url.URL{peer}, []url.URL{peer}
	config.InitialCluster = config.InitialClusterFromName(config.Name)
	config.UnsafeNoFsync = true
	config.LogLevel = "warn"
	etcd, err := embed.StartEtcd(config)
	if err != nil {
		fail(err.Error())
	}
	defer etcd.Close()
	select {
	case <-etcd.Server.ReadyNotify():
	case <-time.After(60 * time.Second):
		fail("etcd was not ready within 60 s")
	}
	stop := make(chan os.Signal, 1)
	signal.Notify(stop, syscall.SIGTERM, syscall.SIGINT)
	select {
	case <-stop:
	case err := <-etcd.Err():
		fail(err.Error())
	}
}

func mustParse(text string) url.URL {
	parsed, err := url.Parse(text)
	if err != nil {
		fail(err.Error())
	}
	return *parsed
}

func fail(message string) {
	fmt.Fprintln(os.Stderr, message)
	os.Exit(1)
}
