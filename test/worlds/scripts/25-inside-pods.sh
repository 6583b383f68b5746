# Logs and exec, mistaken.
kubectl create deployment web --image=nginx --replicas=2
kubectl run talk --image=busybox -- sh -c 'for i in 1 2 3 4 5; do echo line $i; done; sleep 3600'
printf 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: pair\nspec:\n  containers:\n  - name: one\n    image: nginx\n  - name: two\n    image: busybox\n    command: [sh, -c, "echo hi from two; sleep 3600"]\n' | kubectl apply -f -
kubectl run broken --image=nosuch.example/none:1
kubectl run gone --image=busybox --restart=Never -- sh -c 'echo bye; exit 3'
kubectl get pods --no-headers | awk '{print $2, $3}' | sort
kubectl logs
kubectl logs nosuch
kubectl logs pod/nosuch
kubectl logs talk
kubectl logs pod/talk
kubectl logs pod talk
kubectl logs talk extra more
kubectl logs talk nosuch
kubectl logs talk talk
kubectl logs talk -c nosuch
kubectl logs talk -c
kubectl logs talk --previous
kubectl logs talk -p
kubectl logs talk --tail=2
kubectl logs talk --tail 1
kubectl logs talk --tail=0
kubectl logs talk --tail=-1 | wc -l
kubectl logs talk --tail=-5
kubectl logs talk --tail=two
kubectl logs talk --tail
kubectl logs talk --since=1h
kubectl logs talk --since=0s
kubectl logs talk --since=-1h
kubectl logs talk --since=1
kubectl logs talk --since=1d
kubectl logs talk --since=1h --since-time=2020-01-01T00:00:00Z
kubectl logs talk --since-time=yesterday
kubectl logs talk --since-time=2020-01-01T00:00:00Z --tail=1
kubectl logs talk --limit-bytes=9
kubectl logs talk --limit-bytes=0
kubectl logs talk --limit-bytes=-1
kubectl logs talk --timestamps=maybe
kubectl logs talk --timestamps --tail=1 | cut -c1-4
kubectl logs talk --prefix --tail=1
kubectl logs -l run=talk --tail=1
kubectl logs -l run=talk talk
kubectl logs -l run=nope
kubectl logs -l
kubectl logs deploy/web --tail=0
kubectl logs deployment web
kubectl logs deploy/nosuch
kubectl logs svc/web
kubectl logs cm/kube-root-ca.crt
kubectl logs node/nosuch
kubectl logs pair
kubectl logs pair two
kubectl logs pair -c two
kubectl logs pair -c three
kubectl logs pair --all-containers --tail=1
kubectl logs pair --all-containers -c two
kubectl logs pair --all-container
kubectl logs broken
kubectl logs broken --previous
kubectl logs gone
kubectl logs gone -f
kubectl logs gone | grep -c bye
kubectl logs talk | grep 'line [24]'
kubectl logs talk | tail -n 1
kubectl logs talk | awk '{s+=$2} END {print s}'
kubectl logs -f
kubectl logs --follow nosuch
kubectl logs talk -n kube-system
kubectl logs talk -n nosuch
kubectl logs talk --namespace
kubectl logs talk --contaner=x
kubectl exec
kubectl exec talk
kubectl exec talk --
kubectl exec -- ls
kubectl exec ls talk
kubectl exec nosuch -- ls
kubectl exec talk -- echo hello
kubectl exec talk echo hello
kubectl exec talk ls
kubectl exec pod talk -- ls
kubectl exec pod/talk -- echo hi
kubectl exec deploy/nosuch -- ls
kubectl exec talk -- sh -c 'exit 7'
kubectl exec talk -- false
kubectl exec talk -- nosuchprogram
kubectl exec talk -- cat /no/such/file
kubectl exec talk -- echo a b | wc -w
kubectl exec talk -- echo $HOME
kubectl exec talk -- sh -c 'echo $HOME'
kubectl exec talk -- sh -c echo hi
kubectl exec talk -- echo hi && echo ok
kubectl exec talk -- false && echo ok || echo failed
kubectl exec talk -c nosuch -- ls
kubectl exec talk -c talk -- hostname
kubectl exec pair -- hostname
kubectl exec pair -c two -- hostname
kubectl exec broken -- ls
kubectl exec gone -- ls
kubectl exec talk -ti
kubectl exec -l run=talk -- ls
kubectl exec talk -- echo one > out.txt; cat out.txt
echo hello | kubectl exec -i talk -- cat
echo hello | kubectl exec talk -- cat
kubectl exec talk -- sh -c 'cat > /tmp/x' < /dev/null
kubectl exec talk -- ls nosuch 2> err.txt; echo $?; cat err.txt
kubectl exec cm/x -- ls
kubectl exec talk --contaner talk -- ls
kubectl attach
kubectl attach nosuch
kubectl attach gone
kubectl describe pod gone | grep -A4 'State:'
kubectl get pod gone -o jsonpath='{.status.containerStatuses[0].state.terminated.exitCode}{"\n"}'
kubectl get pod broken -o jsonpath='{.status.containerStatuses[0].state.waiting.reason}{"\n"}'
kubectl get events --field-selector involvedObject.name=broken -o jsonpath='{range .items[*]}{.reason}{"\n"}{end}' | sort | uniq
kubectl get events --for pod/broken
kubectl events --for broken
kubectl events --for pod/nosuch
