// Command controlplane holds the programs of a real Kubernetes control plane, so that tests can ask Kubernetes itself.
//
// The first argument picks the program: etcd, apiserver, controller-manager or scheduler. Each of them runs in a process of
// its own, because the upstream commands register process-wide state and panic when a second one starts beside them.
package main

import (
	"flag"
	"fmt"
	"io"
	"net/url"
	"os"
	"os/signal"
	"syscall"

	"github.com/spf13/cobra"
	"go.etcd.io/etcd/server/v3/embed"
	"k8s.io/component-base/cli"
	_ "k8s.io/component-base/metrics/prometheus/clientgo" // client-go's metrics, as the upstream binaries register them
	apiserver "k8s.io/kubernetes/cmd/kube-apiserver/app"
	controllermanager "k8s.io/kubernetes/cmd/kube-controller-manager/app"
	scheduler "k8s.io/kubernetes/cmd/kube-scheduler/app"
)

func main() {
	if len(os.Args) < 2 {
		fmt.Fprintln(os.Stderr, "usage: controlplane etcd|apiserver|controller-manager|scheduler [flags]")
		os.Exit(2)
	}
	program := os.Args[1]
	os.Args = append([]string{program}, os.Args[2:]...)
	if os.Getenv("MOORAGE_STOP_WITH_STDIN") != "" {
		go stopWithStdin()
	}
	switch program {
	case "etcd":
		if err := runEtcd(); err != nil {
			fmt.Fprintln(os.Stderr, "etcd:", err)
			os.Exit(1)
		}
	case "apiserver":
		runCommand(apiserver.NewAPIServerCommand())
	case "controller-manager":
		runCommand(controllermanager.NewControllerManagerCommand())
	case "scheduler":
		runCommand(scheduler.NewSchedulerCommand())
	default:
		fmt.Fprintf(os.Stderr, "controlplane: no program is named %q\n", program)
		os.Exit(2)
	}
}

// stopWithStdin ends this process in good order when standard input closes, which is when the launcher dies, even by SIGKILL.
func stopWithStdin() {
	_, _ = io.Copy(io.Discard, os.Stdin)
	_ = syscall.Kill(os.Getpid(), syscall.SIGTERM)
}

func runCommand(command *cobra.Command) {
	os.Exit(cli.Run(command))
}

// runEtcd serves one member on loopback until SIGTERM or SIGINT. It returns an error when the server cannot start or dies.
func runEtcd() error {
	dataDir := flag.String("data-dir", "", "an empty folder for the data")
	clientURL := flag.String("client-url", "", "where clients connect, as http://127.0.0.1:PORT")
	peerURL := flag.String("peer-url", "", "where peers would connect, as http://127.0.0.1:PORT")
	flag.Parse()
	client, err := url.Parse(*clientURL)
	if err != nil {
		return err
	}
	peer, err := url.Parse(*peerURL)
	if err != nil {
		return err
	}

	config := embed.NewConfig()
	config.Dir = *dataDir
	config.LogLevel = "warn"
	config.UnsafeNoFsync = true // the data lives as long as the run, so nothing is worth a disk flush
	config.ListenClientUrls, config.AdvertiseClientUrls = []url.URL{*client}, []url.URL{*client}
	config.ListenPeerUrls, config.AdvertisePeerUrls = []url.URL{*peer}, []url.URL{*peer}
	config.InitialCluster = config.InitialClusterFromName(config.Name)

	stop := make(chan os.Signal, 1)
	signal.Notify(stop, syscall.SIGTERM, syscall.SIGINT)
	server, err := embed.StartEtcd(config)
	if err != nil {
		return err
	}
	defer server.Close()
	select {
	case <-server.Server.ReadyNotify():
	case <-stop:
		return nil
	}
	select {
	case <-stop:
		return nil
	case err := <-server.Err():
		return err
	}
}
